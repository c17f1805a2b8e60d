package dev.footfall.ingest.publish;

import dev.footfall.ingest.publish.BrokerDisk.LostWrites;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one partition of a broker's log. After a crash the broker reads the segments in order and drops all that
 * follows a torn one, so a record is durable when its segment is on the disk and each before it.
 */
final class PartitionFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionFiles.class);

    /** A segment's name begins with the offset of its first record, in 20 digits. */
    private static final String SEGMENTS = "*.log";

    private static final List<String> ABOVE = List.of("..", "../..");

    private final Path directory;
    private final BrokerDisk.Forcer forcer;
    private String wholeBefore = "";
    private Optional<LostWrites> lost = Optional.empty();

    PartitionFiles(Path directory, BrokerDisk.Forcer forcer) {
        this.directory = directory;
        this.forcer = forcer;
    }

    /** All that was there before the call; fails if it may not be on the disk; once something was lost, always. */
    void force() throws IOException {
        try {
            requireNothingLost();
            String known = wholeBefore();
            String active = forceSegments(known);
            if (!active.equals(known)) forceDirectories(known.isEmpty());
            advance(active);
        } catch (LostWrites e) {
            throw failure(noted(e));
        } catch (IOException | DirectoryIteratorException e) {
            throw failure(e);
        }
    }

    /** Forces the active segment and those that were written since the one of this name was; the active one's name. */
    private String forceSegments(String known) throws IOException {
        List<Path> segments = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, SEGMENTS)) {
            for (Path file : files) {
                if (name(file).compareTo(known) >= 0) segments.add(file);
            }
        }
        if (segments.isEmpty()) throw new IOException("there is no segment");
        Collections.sort(segments);
        for (Path segment : segments) forceUnlessDeleted(segment);
        return name(segments.get(segments.size() - 1));
    }

    /** Retention may delete a segment after it was listed, never one that has records to be kept. */
    private void forceUnlessDeleted(Path segment) throws IOException {
        try {
            forcer.force(segment);
        } catch (NoSuchFileException e) {
            LOG.debug("{} was deleted before it was forced", segment, e);
        }
    }

    private void forceDirectories(boolean isNew) throws IOException {
        forcer.force(directory);
        if (!isNew) return;
        for (String above : ABOVE) forcer.force(directory.resolve(above).normalize());
    }

    private static String name(Path segment) {
        return segment.getFileName().toString();
    }

    private synchronized String wholeBefore() {
        return wholeBefore;
    }

    private synchronized void advance(String active) {
        if (active.compareTo(wholeBefore) > 0) wholeBefore = active;
    }

    private synchronized void requireNothingLost() throws LostWrites {
        if (lost.isPresent()) throw lost.get();
    }

    private synchronized LostWrites noted(LostWrites failure) {
        if (lost.isEmpty()) {
            LOG.error("The disk did not take the log in {}, nothing more is acknowledged for it", directory, failure);
            lost = Optional.of(failure);
        }
        return lost.get();
    }

    private IOException failure(Exception cause) {
        return new IOException("the log in " + directory + " cannot be forced to the disk: " + cause, cause);
    }
}
