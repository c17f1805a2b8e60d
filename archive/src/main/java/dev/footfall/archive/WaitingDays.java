package dev.footfall.archive;

import dev.footfall.operations.exports.PrivateFiles;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The records of a part by day, until all are read: in memory as far as they fit, the others in a file for each day. */
final class WaitingDays implements AutoCloseable {
    private static final int FILES = 64;

    private final Path directory;
    private final int memory;
    private final Map<LocalDate, WaitingDay> days = new TreeMap<>();
    private int inMemory;
    private int mostRows;
    private long rows;

    /** {@code directory} is its own, and deleted in the end. */
    WaitingDays(Path directory, int memory) throws IOException {
        this.directory = directory;
        this.memory = memory;
        PrivateFiles.makeDirectory(directory);
        clear();
    }

    void add(LocalDate day, LoggedBytes logged) throws IOException {
        WaitingDay waiting = days.computeIfAbsent(day, any -> new WaitingDay());
        int before = waiting.bytes.size();
        logged.write(new DataOutputStream(waiting.bytes));
        mostRows = Math.max(mostRows, ++waiting.rows);
        rows++;
        inMemory += waiting.bytes.size() - before;
        if (inMemory > memory) spill();
    }

    private void spill() throws IOException {
        for (Map.Entry<LocalDate, WaitingDay> entry : days.entrySet()) {
            Path file = file(entry.getKey());
            if (!Files.exists(file)) Files.createFile(file, PrivateFiles.attributes(file));
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
                entry.getValue().spillInto(out);
            }
        }
        inMemory = 0;
    }

    /** True if a day has rows enough for a file, or all together have those of {@value #FILES} files. */
    boolean isFull(int fileRows) {
        return mostRows >= fileRows || rows >= (long) FILES * fileRows;
    }

    SortedSet<LocalDate> days() {
        return new TreeSet<>(days.keySet());
    }

    /** In the order of the log. */
    void read(LocalDate day, int partition, Consumer<LoggedBytes> records) throws IOException {
        WaitingDay waiting = days.getOrDefault(day, new WaitingDay());
        try (var in = new DataInputStream(
                new SequenceInputStream(spilled(day), new ByteArrayInputStream(waiting.bytes.toByteArray())))) {
            for (int row = 0; row < waiting.rows; row++) records.accept(LoggedBytes.read(in, partition));
        }
    }

    private InputStream spilled(LocalDate day) throws IOException {
        Path file = file(day);
        return Files.exists(file) ? new BufferedInputStream(Files.newInputStream(file)) : InputStream.nullInputStream();
    }

    private Path file(LocalDate day) {
        return directory.resolve(day.toString());
    }

    void clear() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) Files.delete(file);
        }
        days.clear();
        inMemory = 0;
        mostRows = 0;
        rows = 0;
    }

    @Override
    public void close() throws IOException {
        clear();
        Files.delete(directory);
    }
}
