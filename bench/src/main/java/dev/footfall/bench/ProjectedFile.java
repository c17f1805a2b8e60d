package dev.footfall.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Values of projections, as one process hands them to another: a line each, in any order. */
final class ProjectedFile {
    private static final String TAB = "\t";

    private ProjectedFile() {}

    /** Writes values. */
    static final class Writer implements AutoCloseable {
        private final BufferedWriter out;

        Writer(Path file) throws IOException {
            out = Files.newBufferedWriter(file);
        }

        void write(Projected value) {
            try {
                out.write(String.join(TAB, value.kind().name(), value.repository(), value.of(), value.counts()));
                out.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Shows what was written. */
    static void forEach(Path file, Consumer<Projected> values) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(TAB, -1);
                values.accept(new Projected(Projected.Kind.valueOf(words[0]), words[1], words[2], words[3]));
            }
        }
    }
}
