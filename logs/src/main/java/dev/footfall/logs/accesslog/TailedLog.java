package dev.footfall.logs.accesslog;

import dev.footfall.events.Unchecked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One log under {@link LogTail}: the file that has its name, and earlier ones until they have long been quiet, because a
 * server's old workers may still write. A rename is seen by the new inode, a truncation by a smaller size or another
 * beginning; the content is then looked for under the directory's names that begin with the log's. Used by one thread.
 */
final class TailedLog implements AutoCloseable {
    private static final int MOST_LOOKS = 100;

    private final Path path;
    private final LogSettings settings;
    private final Clock clock;
    private final Consumer<String> notices;
    private final LogFindings findings;
    private final RotatedFiles rotated;
    private final SampledFaults faults;
    private final List<TailedFile> older = new ArrayList<>();
    private Instant looked = Instant.MAX;
    private FileTime written = FileTime.fromMillis(0);
    private boolean isDenied;
    private @Nullable TailedFile current;

    TailedLog(Path path, LogSettings settings, Clock clock, Consumer<String> notices, LogFindings findings) {
        this.path = path;
        this.settings = settings;
        this.clock = clock;
        this.notices = notices;
        this.findings = findings;
        this.faults = new SampledFaults(clock);
        this.rotated = new RotatedFiles(path, settings.secret());
    }

    Path path() {
        return path;
    }

    /** Takes up every file of the checkpoint, under whatever name it has now, and those that came and went since. */
    void resume(Checkpoint checkpoint) throws IOException {
        Instant since = checkpoint.savedAt();
        boolean isRecognised = false;
        for (FilePosition position : checkpoint.positions()) {
            Optional<Path> found = rotated.find(position);
            if (found.isEmpty()) {
                if (position.offsetBytes() > 0)
                    notices.accept("the old file of " + path + ", read to byte " + position.offsetBytes()
                            + ", is deleted or compressed; if it was longer, import it: no line counts twice");
                continue;
            }
            Path file = found.get();
            TailedFile followed = takeUp(file, position);
            if (file.equals(path)) {
                current = followed;
                isRecognised = position.head().bytes() > 0;
            } else {
                older.add(followed);
                Instant written = Files.getLastModifiedTime(file).toInstant();
                if (written.isBefore(since)) since = written; // an old worker may have written since
            }
        }
        if (!isRecognised) openUnseen(since); // a log that was empty may have been filled and truncated
    }

    private TailedFile takeUp(Path file, FilePosition position) throws IOException {
        String key = TailedFile.keyOf(file);
        var here = new FilePosition(key, position.offsetBytes(), position.lines(), position.head());
        return TailedFile.open(file, here, interpreter(), settings.secret());
    }

    private void openUnseen(Instant since) throws IOException {
        look(() -> openOf(rotated.changedSince(since)));
    }

    private void openOf(List<Path> changed) throws IOException {
        for (Path file : changed) {
            String key = TailedFile.keyOf(file);
            if (older.stream().anyMatch(known -> known.fileKey().equals(key))) continue;
            if (!RotatedFiles.isCompressed(file)) {
                older.add(TailedFile.open(file, FilePosition.start(key), interpreter(), settings.secret()));
            } else if (older.stream().noneMatch(known -> known.beginsAs(file))) {
                notices.accept(file + " was compressed before it was read: import it, no line counts twice");
            }
        }
    }

    /** Looks again where a file was renamed or deleted since it was listed. */
    private static void look(Unchecked.Write look) throws IOException {
        for (int looks = 1; ; looks++) {
            try {
                look.run();
                return;
            } catch (NoSuchFileException e) {
                if (looks == MOST_LOOKS) throw e;
            }
        }
    }

    void lookForRotation() throws IOException {
        TailedFile before = current;
        Instant since = looked;
        Instant now = newest(); // before the log is looked at: what it misses is newer
        boolean wasEmpty = before != null && before.isEmpty();
        if (before != null && !before.isIntact()) {
            truncated(before);
            before = null;
        }
        try {
            String key = TailedFile.keyOf(path);
            boolean isSame = before != null && before.fileKey().equals(key);
            if (!isSame && !mayBeOpened()) return;
            looked = now;
            FileTime writtenBefore = written;
            written = Files.getLastModifiedTime(path);
            if (before != null && isSame) { // it may have been filled and truncated, and be empty again
                if (wasEmpty && !(before.isEmpty() && written.equals(writtenBefore))) openUnseen(since);
                return;
            }
            TailedFile next = TailedFile.open(path, FilePosition.start(key), interpreter(), settings.secret());
            if (!TailedFile.keyOf(path).equals(key)) {
                next.close(); // renamed in this very moment: the next poll sees clearly
                return;
            }
            if (before != null) older.add(before);
            current = next;
            openUnseen(since);
        } catch (NoSuchFileException e) { // renamed, and its successor not there yet: what is open stays so
            if (looked.equals(Instant.MAX)) looked = now;
        }
    }

    /**
     * A time that no file of the log is older than which comes later: by the clock of the file system, which may be another
     * machine's and behind, and by ours, which may have been set back.
     */
    private Instant newest() throws IOException {
        Instant newest = Instant.MIN;
        for (Path seen : List.of(path.toAbsolutePath().getParent(), path)) {
            try {
                Instant changed = Files.getLastModifiedTime(seen).toInstant();
                if (changed.isAfter(newest)) newest = changed;
            } catch (NoSuchFileException e) {
                // renamed, and its successor not there yet
            }
        }
        Instant ours = clock.instant().minusSeconds(1); // times of files are coarse
        return newest.equals(Instant.MIN) || ours.isBefore(newest) ? ours : newest;
    }

    /** Not just after logrotate created it: its owner and mode come a moment later. */
    private boolean mayBeOpened() {
        boolean wasDenied = isDenied;
        isDenied = !Files.isReadable(path);
        if (isDenied && !wasDenied) notices.accept(path + ": cannot be read (permission denied); trying again");
        return !isDenied;
    }

    private void truncated(TailedFile file) throws IOException {
        current = null;
        FilePosition position = file.position();
        file.close();
        int known = older.size();
        look(() -> {
            for (Path copy : rotated.findCopy(position).stream().toList()) older.add(takeUp(copy, position));
        });
        if (older.size() == known && position.head().bytes() > 0) {
            notices.accept(path + " was truncated, and no copy of it was found: anything written after byte "
                    + position.offsetBytes() + " just before the truncation was not read");
        }
    }

    int readInto(LineBatch batch, int maxEvents, int maxLines) throws IOException {
        int read = 0;
        for (TailedFile file : older) read += file.readInto(batch, faults, maxEvents, maxLines - read);
        if (current != null) read += current.readInto(batch, faults, maxEvents, maxLines - read);
        return read;
    }

    int releaseQuiet(LineBatch batch, long nowNanos) throws IOException {
        int released = 0;
        for (TailedFile file : List.copyOf(older)) {
            if (!file.isQuiet(nowNanos) || mayBeWritten(file)) continue;
            file.readUnendedInto(batch, faults);
            file.close();
            older.remove(file);
            released++;
        }
        return released;
    }

    /** Until the next rotation a server's old workers may end a download of hours, and log it where they began. */
    private boolean mayBeWritten(TailedFile file) throws IOException {
        boolean isNewest = file == older.get(older.size() - 1);
        return isNewest
                && file.isReadToItsEnd()
                && rotated.find(file.position()).isPresent();
    }

    List<FilePosition> positions() {
        var positions = new ArrayList<FilePosition>();
        for (TailedFile file : older) positions.add(file.position());
        if (current != null) positions.add(current.position());
        return positions;
    }

    @Override
    public void close() {
        older.forEach(TailedFile::close);
        if (current != null) current.close();
    }

    private LineInterpreter interpreter() {
        return LineInterpreters.of(settings, clock, findings);
    }
}
