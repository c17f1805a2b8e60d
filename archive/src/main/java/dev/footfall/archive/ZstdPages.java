package dev.footfall.archive;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Packs and unpacks pages with the zstd that Kafka's clients bring; Parquet's own codecs are Hadoop's. */
final class ZstdPages
        implements CompressionCodecFactory,
                CompressionCodecFactory.BytesInputCompressor,
                CompressionCodecFactory.BytesInputDecompressor {
    private static final int LEVEL = 3;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return this;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) throw new IllegalStateException("packed with " + codec + ", not zstd");
        return this;
    }

    @Override
    public BytesInput compress(BytesInput page) throws IOException {
        return BytesInput.from(Zstd.compress(bytes(page), LEVEL));
    }

    @Override
    public BytesInput decompress(BytesInput packed, int size) throws IOException {
        return BytesInput.from(Zstd.decompress(bytes(packed), size));
    }

    private static byte[] bytes(BytesInput page) throws IOException {
        var bytes = new ByteArrayOutputStream((int) page.size());
        page.writeAllTo(bytes);
        return bytes.toByteArray();
    }

    @Override
    public void decompress(ByteBuffer packed, int packedSize, ByteBuffer page, int size) {
        throw new UnsupportedOperationException("pages are read into arrays");
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
        // nothing is held
    }
}
