package dev.footfall.bench;

import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.rollup.DailyRow;
import dev.footfall.aggregator.rollup.ExcludedCounts;
import dev.footfall.rules.ExclusionReason;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The rows that the product has, as one process hands them to another: in the order of partitions and keys. */
final class RowFile {
    private static final int END = 0;
    private static final List<ExclusionReason> REASONS = List.of(ExclusionReason.values());

    private RowFile() {}

    /** Writes rows. */
    static final class Writer implements AutoCloseable {
        private final DataOutputStream out;

        Writer(Path file) throws IOException {
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
        }

        void write(byte[] repository, int epochDay, DailyRow row) {
            try {
                out.writeShort(repository.length);
                out.write(repository);
                out.writeInt(epochDay);
                out.writeLong(row.counts().downloads());
                out.writeLong(row.counts().authenticated());
                out.writeLong(row.counts().files());
                out.writeLong(row.counts().bytes());
                for (ExclusionReason reason : REASONS) {
                    out.writeLong(row.excluded().byReason().getOrDefault(reason, 0L));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            out.writeShort(END);
            out.close();
        }
    }

    /** Reads them back. */
    static final class Reader implements AutoCloseable {
        /** The rank of a repository that is not in the catalog. */
        static final int UNKNOWN = -1;

        private final DataInputStream in;
        private final Catalog catalog;

        Reader(Path file, Catalog catalog) throws IOException {
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
            this.catalog = catalog;
        }

        /** The next row; empty after the last. */
        Optional<CheckedRow> next() {
            try {
                int length = in.readShort();
                if (length == END) return Optional.empty();
                OptionalInt index = catalog.indexOf(in.readNBytes(length));
                int rank = index.isPresent() ? catalog.rank(index.getAsInt()) : UNKNOWN;
                int epochDay = in.readInt();
                var counts = new DailyCounts(in.readLong(), in.readLong(), in.readLong(), in.readLong());
                return Optional.of(new CheckedRow(rank, epochDay, counts, excluded()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private ExcludedCounts excluded() throws IOException {
            Map<ExclusionReason, Long> events = new EnumMap<>(ExclusionReason.class);
            for (ExclusionReason reason : REASONS) events.put(reason, in.readLong());
            return CheckedRow.excluded(reason -> events.getOrDefault(reason, 0L));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
