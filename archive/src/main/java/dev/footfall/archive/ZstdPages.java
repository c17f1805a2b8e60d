package dev.footfall.archive;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Packs pages with the zstd that Kafka's clients bring; Parquet's own codecs are Hadoop's. */
final class ZstdPages implements CompressionCodecFactory, CompressionCodecFactory.BytesInputCompressor {
    private static final int LEVEL = 3;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return this;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("an archive is written, and never read here");
    }

    @Override
    public BytesInput compress(BytesInput page) throws IOException {
        var bytes = new ByteArrayOutputStream((int) page.size());
        page.writeAllTo(bytes);
        return BytesInput.from(Zstd.compress(bytes.toByteArray(), LEVEL));
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
