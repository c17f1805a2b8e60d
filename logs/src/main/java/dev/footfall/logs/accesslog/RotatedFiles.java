package dev.footfall.logs.accesslog;

import dev.footfall.ingest.VisitorSecret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The files beside a log that may be earlier ones of it: {@code access.log.1}, {@code access-20261120.log}. */
record RotatedFiles(Path log, VisitorSecret secret) {
    Optional<Path> find(FilePosition position) throws IOException {
        List<Path> candidates = siblings();
        if (Files.isRegularFile(log)) candidates.add(0, log);
        for (Path file : candidates) {
            if (holds(file, position, true)) return Optional.of(file);
        }
        return byBeginning(candidates, position);
    }

    Optional<Path> findCopy(FilePosition position) throws IOException {
        return byBeginning(siblings(), position);
    }

    /** Named by a number or date, the oldest first. */
    List<Path> changedSince(Instant since) throws IOException {
        record Changed(Path file, FileTime at) {}
        var changed = new ArrayList<Changed>();
        String logName = log.getFileName().toString();
        for (Path file : siblings()) {
            String name = file.getFileName().toString();
            boolean isNumbered = name.startsWith(logName)
                    ? name.substring(logName.length()).matches(".\\d.*")
                    : name.substring(stem().length()).matches("-\\d{4}-?\\d{2}-?\\d{2}.*");
            boolean isLink = Files.exists(log) && Files.isSameFile(file, log); // the log is a link to it
            if (isNumbered && !isLink) changed.add(new Changed(file, Files.getLastModifiedTime(file)));
        }
        return changed.stream()
                .filter(entry -> !entry.at().toInstant().isBefore(since))
                .sorted(Comparator.comparing(Changed::at))
                .map(Changed::file)
                .toList();
    }

    /** True if it is a gzip, or has the name of another compressed file. */
    static boolean isCompressed(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".gz") || name.endsWith(".bz2") || name.endsWith(".xz") || name.endsWith(".zst")) return true;
        try (InputStream input = Files.newInputStream(file)) {
            return input.read() == 0x1F && input.read() == 0x8B;
        }
    }

    private Optional<Path> byBeginning(List<Path> candidates, FilePosition position) throws IOException {
        if (position.head().bytes() == 0) return Optional.empty();
        for (Path file : candidates) {
            if (holds(file, position, false)) return Optional.of(file);
        }
        return Optional.empty();
    }

    private boolean holds(Path file, FilePosition position, boolean isSame) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return position.isIn(channel, secret)
                    && (!isSame || TailedFile.keyOf(file).equals(position.fileKey()));
        } catch (NoSuchFileException e) {
            return false; // gone since it was listed
        }
    }

    private List<Path> siblings() throws IOException {
        Path directory = log.toAbsolutePath().getParent();
        String name = log.getFileName().toString();
        var siblings = new ArrayList<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String other = entry.getFileName().toString();
                boolean isDated = other.startsWith(stem() + "-") && other.contains(name.substring(stem().length()));
                boolean isRotated = other.startsWith(name + ".") || other.startsWith(name + "-") || isDated;
                if (isRotated && Files.isRegularFile(entry) && Files.isReadable(entry)) siblings.add(entry);
            }
        }
        return siblings;
    }

    /** Its name without an extension; "" if it has none. */
    private String stem() {
        String name = log.getFileName().toString();
        return name.substring(0, Math.max(name.lastIndexOf('.'), 0));
    }
}
