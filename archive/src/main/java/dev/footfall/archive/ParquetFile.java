package dev.footfall.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/** Writes events as one Parquet file, packed with zstd. Equal rows give equal bytes. */
final class ParquetFile extends ParquetWriter.Builder<ArchivedEvent, ParquetFile> {
    private ParquetFile(OutputFile file) {
        super(file);
    }

    /** {@code out} stays open. */
    static void write(List<ArchivedEvent> rows, OutputStream out) throws IOException {
        try (ParquetWriter<ArchivedEvent> writer = new ParquetFile(new StreamedFile(out))
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdPages())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build()) {
            for (ArchivedEvent row : rows) writer.write(row);
        }
    }

    @Override
    protected ParquetFile self() {
        return this;
    }

    @Override
    protected WriteSupport<ArchivedEvent> getWriteSupport(ParquetConfiguration configuration) {
        return new EventColumns();
    }

    @Override
    @Deprecated
    protected WriteSupport<ArchivedEvent> getWriteSupport(Configuration configuration) {
        return new EventColumns();
    }
}
