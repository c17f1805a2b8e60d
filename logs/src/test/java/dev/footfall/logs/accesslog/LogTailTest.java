package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.footfall.events.Unchecked;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.logs.accesslog.LogTail.Step;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class LogTailTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    @TempDir
    private Path directory;

    private Path log = Path.of("");
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final List<String> notices = new ArrayList<>();

    @BeforeEach
    void writeALog() throws IOException {
        log = directory.resolve("access.log");
        append(log, Logs.line(0, "f0") + Logs.line(1, "f1"));
    }

    @Test
    void readsWhatIsThereAndWhatComes() throws Exception {
        try (LogTail tail = tail()) {
            assertEquals(Step.ADVANCED, tail.pollOnce(0));
            assertEquals(Step.IDLE, tail.pollOnce(0));
            append(log, Logs.line(2, "f2"));
            poll(tail);
            assertEquals(3, tail.totals().published());
        }

        assertEquals(List.of("f0", "f1", "f2"), publisher.paths());
    }

    @Test
    void waitsForTheEndOfALine() throws Exception {
        String line = Logs.line(2, "f2");
        try (LogTail tail = tail()) {
            append(log, line.substring(0, 60));
            poll(tail);
            assertEquals(List.of("f0", "f1"), publisher.paths());
            append(log, line.substring(60));
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f2"), publisher.paths());
    }

    @Test
    void saysInWordsWhyACheckpointCannotBeWritten() throws Exception {
        Path checkpoints = directory.resolve("checkpoints");
        try (LogTail tail = tail()) {
            Path checkpoint = checkpointFile(checkpoints);
            Files.createSymbolicLink(Path.of(checkpoint + ".tmp"), Path.of("/dev/full"));

            IllegalStateException full = assertThrows(IllegalStateException.class, () -> poll(tail));

            assertEquals(unwritable("No space left on device"), full.getMessage());
            Files.delete(checkpoint);
            Files.delete(Path.of(checkpoint + ".tmp"));
        }
        Files.delete(checkpoints);
        Files.createFile(checkpoints);

        IllegalStateException hidden = assertThrows(IllegalStateException.class, this::tail);

        assertEquals(unwritable("a file of this name exists"), hidden.getMessage());
    }

    @Test
    void namesAnotherTailThatHasTakenTheCheckpointAway() throws Exception {
        Path checkpoints = directory.resolve("checkpoints");
        try (LogTail tail = tail()) {
            Path taken = Path.of(checkpointFile(checkpoints) + ".tmp");
            Files.createSymbolicLink(taken, directory.resolve("taken").resolve("away"));

            IllegalStateException lost = assertThrows(IllegalStateException.class, () -> poll(tail));

            assertEquals(
                    "another tail of " + log + " has its checkpoint in " + checkpoints
                            + " too: stop one of the two; no line counts twice",
                    lost.getMessage());
        }
    }

    private String unwritable(String why) {
        return "the checkpoint in " + directory.resolve("checkpoints") + " cannot be written (" + why
                + "): free space or fix the cause in brackets, and restart: no line counts twice";
    }

    @Test
    void followsARenameAndReadsTheOldFileFirst() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
            append(log, Logs.line(2, "f2"));
            Files.move(log, directory.resolve("access.log.1"));
            poll(tail);
            append(log, Logs.line(3, "f3"));
            append(directory.resolve("access.log.1"), Logs.line(4, "late"));
            poll(tail);
            append(directory.resolve("access.log.1"), Logs.line(5, "later"));
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f2", "late", "f3", "later"), publisher.paths());
    }

    /** So logrotate creates it: its owner and mode come a moment later. */
    @Test
    void waitsUntilTheNextFileMayBeRead() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
            Files.move(log, directory.resolve("access.log.1"));
            append(log, Logs.line(2, "f2"));
            Files.setPosixFilePermissions(log, Set.of());
            assumeFalse(Files.isReadable(log), "root may read everything");
            append(directory.resolve("access.log.1"), Logs.line(3, "late"));
            poll(tail);
            assertEquals(Step.IDLE, tail.pollOnce(0));
            Files.setPosixFilePermissions(log, Set.of(PosixFilePermission.OWNER_READ));
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "late", "f2"), publisher.paths());
        assertEquals(List.of(log + ": cannot be read (permission denied); trying again"), notices);
    }

    @Test
    void followsACopytruncateAndFindsTheRestInTheCopy() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
            append(log, Logs.line(2, "f2"));
            copyTruncate();
            append(log, Logs.line(3, "f3") + Logs.line(4, "f4") + Logs.line(5, "f5") + Logs.line(6, "f6"));
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f2", "f3", "f4", "f5", "f6"), publisher.paths());
        assertEquals(List.of(), notices);
    }

    @Test
    void seesATruncationOfAFileThatIsAsLongAgain() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
            copyTruncate();
            append(log, Logs.line(2, "f2") + Logs.line(3, "f3"));
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f2", "f3"), publisher.paths());
    }

    @Test
    void readsWhatCameAndWentBetweenTwoLooks() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
            Files.move(log, directory.resolve("access.log.2"));
            append(log, Logs.line(2, "f2"));
            Files.move(log, directory.resolve("access.log.1"));
            append(log, Logs.line(3, "f3"));
            poll(tail);
            Files.move(directory.resolve("access.log.1"), directory.resolve("access.log.4"));
            copyTruncate();
            Files.move(directory.resolve("access.log.1"), directory.resolve("access.log.3"));
            append(log, Logs.line(4, "f4"));
            copyTruncate();
            append(log, Logs.line(5, "f5"));
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f2", "f3", "f4", "f5"), publisher.paths());
        assertEquals(List.of(), notices);
    }

    @Test
    void readsWhatCameAndWentOnAFileServerWhoseClockIsBehind() throws Exception {
        try (LogTail tail = tail()) {
            age();
            poll(tail);
            Files.move(log, directory.resolve("access.log.2"));
            append(log, Logs.line(2, "f2"));
            Files.move(log, directory.resolve("access.log.1"));
            append(log, Logs.line(3, "f3"));
            age();
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f2", "f3"), publisher.paths());
        assertEquals(List.of(), notices);
    }

    /** Gives the directory and its files the time of another machine, two days behind. */
    private void age() throws IOException {
        FileTime behind = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) Files.setLastModifiedTime(file, behind);
        }
        Files.setLastModifiedTime(directory, behind);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsWhatFilledAnEmptyLogAndWasTruncatedBetweenTwoLooks(boolean isFilledAgain) throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
            Files.move(log, directory.resolve("access.log.2"));
            Files.createFile(log);
            poll(tail);
            append(log, Logs.line(2, "f2"));
            copyTruncate();
            if (isFilledAgain) append(log, Logs.line(3, "f3"));
            poll(tail);
        }

        assertEquals(isFilledAgain ? List.of("f0", "f1", "f2", "f3") : List.of("f0", "f1", "f2"), publisher.paths());
        assertEquals(List.of(), notices);
    }

    @Test
    void saysThatATruncatedFileHasNoCopy() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
            Files.write(log, new byte[0]);
            poll(tail);
            append(log, Logs.line(3, "f3"));
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f3"), publisher.paths());
        assertEquals(1, notices.size());
    }

    @Test
    void saysThatAFileIsTruncatedBeforeItIsReadAndHasNoCopy() throws Exception {
        try (LogTail tail = tail()) {
            Files.write(log, new byte[0]);
            poll(tail);
            append(log, Logs.line(3, "f3"));
            poll(tail);
        }

        assertEquals(List.of("f3"), publisher.paths());
        assertEquals(1, notices.size());
    }

    @Test
    void resumesWhereItWas() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
        }
        append(log, Logs.line(2, "f2"));
        try (LogTail tail = tail()) {
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f2"), publisher.paths());
    }

    @ParameterizedTest
    @ValueSource(ints = {1_100_000, 1_700_000})
    void resumesInTheMiddleOfALineThatIsTooLong(int written) throws Exception {
        append(log, "x".repeat(written));
        try (LogTail tail = tail()) {
            poll(tail);
        }
        append(log, "x".repeat(500_000) + "\n" + Logs.line(2, "f2") + Logs.line(3, "f3"));

        try (LogTail tail = tail()) {
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f2", "f3"), publisher.paths());
        assertEquals(1, publisher.rejected.size());
    }

    @Test
    void resumesAfterARenameWhileItWasAway() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
        }
        append(log, Logs.line(2, "f2"));
        Files.move(log, directory.resolve("access.log.2"));
        append(directory.resolve("access.log.1"), Logs.line(3, "f3"));
        append(log, Logs.line(4, "f4"));
        try (LogTail tail = tail()) {
            poll(tail);
        }

        assertEquals(List.of("f2", "f3", "f4"), publisher.paths().subList(2, 5));
        assertEquals(List.of(), notices);
    }

    @Test
    void readsWhatCameAndWentSinceItResumedWithoutALog() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
        }
        Files.move(log, directory.resolve("access.log.3"));
        try (LogTail tail = tail()) {
            poll(tail);
            append(directory.resolve("access.log.1"), Logs.line(2, "f2"));
            append(log, Logs.line(3, "f3"));
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f2", "f3"), publisher.paths());
        assertEquals(List.of(), notices);
    }

    @Test
    void resumesAfterACopytruncateWhileItWasAway() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
        }
        append(log, Logs.line(2, "f2"));
        copyTruncate();
        append(log, Logs.line(3, "f3"));
        try (LogTail tail = tail()) {
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f2", "f3"), publisher.paths());
    }

    @Test
    void resumesAfterACopytruncateOfALogThatWasEmptyWhenItStopped() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
            Files.move(log, directory.resolve("access.log.2"));
            Files.createFile(log);
            append(directory.resolve("access.log.2"), Logs.line(2, "late"));
            poll(tail);
        }
        append(log, Logs.line(3, "f3"));
        copyTruncate();
        append(log, Logs.line(4, "f4"));
        try (LogTail tail = tail()) {
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "late", "f3", "f4"), publisher.paths());
    }

    @Test
    void followsCopytruncatesWhileKafkaIsAway() throws Exception {
        publisher.attemptsToRefuse = 2;
        try (LogTail tail = tail()) {
            assertEquals(Step.UNAVAILABLE, tail.pollOnce(0));
            copyTruncate();
            append(log, Logs.line(2, "f2"));
            assertEquals(Step.UNAVAILABLE, tail.pollOnce(0));
            Files.move(directory.resolve("access.log.1"), directory.resolve("access.log.2"));
            copyTruncate();
            append(log, Logs.line(3, "f3"));
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f2", "f3"), publisher.paths());
    }

    @Test
    void namesWhatWasCompressedWhileItWasAway() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
        }
        Logs.gzip(directory.resolve("access.log.1.gz"), Files.readString(log) + Logs.line(2, "f2"));
        Files.delete(log);
        append(log, Logs.line(3, "f3"));
        try (LogTail tail = tail()) {
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f3"), publisher.paths());
        assertTrue(notices.get(0).contains("import it"), notices.toString());
    }

    @Test
    void namesWhatCameAndWasCompressedBetweenTwoLooks() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
            Logs.gzip(directory.resolve("access.log.2.gz"), Files.readString(log));
            Files.delete(log);
            Logs.gzip(directory.resolve("access.log.1.gz"), Logs.line(2, "f2"));
            append(log, Logs.line(3, "f3"));
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f3"), publisher.paths());
        assertEquals(
                List.of(directory.resolve("access.log.1.gz")
                        + " was compressed before it was read: import it, no line counts twice"),
                notices);
    }

    /** As logrotate does with {@code compress} and without {@code delaycompress}. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 15})
    void saysNothingOfWhatIsBeingCompressed(int bytes) throws Exception {
        byte[] packed = Files.readAllBytes(Logs.gzip(directory.resolve("packed"), Files.readString(log)));
        try (LogTail tail = tail()) {
            poll(tail);
            Files.write(directory.resolve("access.log.1.gz"), Arrays.copyOf(packed, bytes));
            Files.delete(log);
            append(log, Logs.line(3, "f3"));
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f3"), publisher.paths());
        assertEquals(List.of(), notices);
    }

    /** As logrotate does with {@code dateext} and {@code extension .log}. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findsWhatGotItsDateBeforeItsExtension(boolean isCopied) throws Exception {
        Path rotated = directory.resolve("access-20261120.log");
        try (LogTail tail = tail()) {
            poll(tail);
            append(log, Logs.line(2, "f2"));
            if (isCopied) {
                Files.copy(log, rotated);
                Files.writeString(log, "");
                poll(tail);
            }
        }
        if (!isCopied) Files.move(log, rotated);
        Files.writeString(directory.resolve("access-20261121.log"), Logs.line(3, "f3"));
        append(log, Logs.line(4, "f4"));
        Files.writeString(directory.resolve("access-443.log"), Logs.line(5, "another server's"));
        try (LogTail tail = tail()) {
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f2", "f3", "f4"), publisher.paths());
        assertEquals(List.of(), notices);
    }

    @Test
    void resumesWithAFileThatWentBeforeAnOldWorkerWroteItsLastLine() throws Exception {
        Path oldest = directory.resolve("access.log.2");
        try (LogTail tail = tail()) {
            poll(tail);
        }
        Files.move(log, oldest);
        append(directory.resolve("access.log.1"), Logs.line(2, "f2"));
        append(log, Logs.line(3, "f3"));
        append(oldest, Logs.line(4, "late"));
        Files.setLastModifiedTime(oldest, FileTime.from(Instant.now().plusSeconds(60)));
        try (LogTail tail = tail()) {
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "late", "f2", "f3"), publisher.paths());
    }

    /** As logrotate does with {@code dateformat -%Y-%m-%d}, and rotatelogs and cronolog with a link to the file of the day. */
    @ParameterizedTest
    @CsvSource({"-2026-11-2, false", "-2026112, true", "-2026-11-2, true"})
    void readsEachDatedFileOnce(String date, boolean isLinked) throws Exception {
        if (isLinked) link(date, 0);
        try (LogTail tail = tail()) {
            poll(tail);
            if (isLinked) {
                append(dated(date, 1), Logs.line(2, "f2"));
                link(date, 1);
                poll(tail);
                append(log, Logs.line(3, "f3"));
                poll(tail);
            }
        }
        for (int day = 2; day < 4; day++) {
            if (!isLinked) Files.move(log, dated(date, day));
            append(isLinked ? dated(date, day) : log, Logs.line(2 + day, "day" + day));
            if (isLinked) link(date, day);
        }
        try (LogTail tail = tail()) {
            poll(tail);
        }

        List<String> expected =
                isLinked ? List.of("f0", "f1", "f2", "f3", "day2", "day3") : List.of("f0", "f1", "day2", "day3");
        assertEquals(expected, publisher.paths());
    }

    private Path dated(String date, int day) {
        return directory.resolve("access" + date + day + ".log");
    }

    private void link(String date, int day) throws IOException {
        Path target = dated(date, day);
        if (Files.isSymbolicLink(log)) Files.delete(log);
        else Files.move(log, target);
        Files.createSymbolicLink(log, target);
    }

    @Test
    void readsWhatCameAndWentWhileTheDirectoryWasAway() throws Exception {
        Path site = Files.createDirectory(directory.resolve("site"));
        Path away = directory.resolve("away");
        Path file = site.resolve("access.log");
        append(file, Logs.line(0, "f0"));
        var clock = new SteppedClock(Instant.parse("2026-11-20T10:00:00Z"));
        var batch = new LineBatch();
        var unrouted = new UnroutedRequests(1);
        try (var tailed = new TailedLog(
                file, settings(Logs.SECRET), clock, notices::add, new LogFindings(unrouted, new ClientShares()))) {
            tailed.lookForRotation();
            Files.move(site, away);
            clock.now = Instant.parse("2026-11-20T12:00:00Z");
            tailed.lookForRotation();
            Files.move(away.resolve("access.log"), away.resolve("access.log.2"));
            append(away.resolve("access.log.1"), Logs.line(1, "f1"));
            Files.setLastModifiedTime(
                    away.resolve("access.log.1"), FileTime.from(Instant.parse("2026-11-20T11:00:00Z")));
            append(away.resolve("access.log"), Logs.line(2, "f2"));
            Files.move(away, site);
            tailed.lookForRotation();
            tailed.readInto(batch, 10, 10);
        }

        assertEquals(3, batch.size());
    }

    @Test
    void sendsTheSameIdsAgainAfterACrashBeforeTheCheckpoint() throws Exception {
        Path checkpoints = directory.resolve("checkpoints");
        append(log, Logs.line(1, "f1") + Logs.line(1, "f1"));
        try (LogTail tail = tail()) {
            poll(tail);
            byte[] before = checkpoint(checkpoints);
            append(log, Logs.line(1, "f1") + Logs.line(1, "f1"));
            poll(tail);
            Files.write(checkpointFile(checkpoints), before);
        }
        try (LogTail tail = tail()) {
            poll(tail);
        }

        var imported = new RecordingPublisher();
        Logs.importInto(imported, Logs.combined(), log);
        assertEquals(8, publisher.events.size());
        assertEquals(new HashSet<>(imported.sortedIds()), new HashSet<>(publisher.sortedIds()));
        assertEquals(6, imported.events.size());
    }

    @Test
    void keepsItsPlaceWhileKafkaIsAway() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
            append(log, Logs.line(2, "f2"));
            publisher.attemptsToRefuse = 3;
            for (int i = 0; i < 3; i++) {
                assertEquals(Step.UNAVAILABLE, tail.pollOnce(0));
                append(log, Logs.line(3 + i, "g" + i));
            }
            Files.move(log, directory.resolve("access.log.1"));
            append(log, Logs.line(9, "new"));
            poll(tail);
        }

        assertEquals(List.of("f0", "f1", "f2", "g0", "g1", "g2", "new"), publisher.paths());
        assertEquals(1, notices.size());
    }

    @Test
    void resumesWithWhatKafkaDidNotTake() throws Exception {
        publisher.attemptsToRefuse = 1;
        try (LogTail tail = tail()) {
            assertEquals(Step.UNAVAILABLE, tail.pollOnce(0));
        }
        try (LogTail tail = tail()) {
            poll(tail);
        }

        assertEquals(List.of("f0", "f1"), publisher.paths());
    }

    @Test
    void letsGoOfARotatedFileThatStaysQuiet() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
            append(log, Logs.line(2, "f2").trim());
            Files.move(log, directory.resolve("access.log.1"));
            append(log, Logs.line(3, "f3"));
            tail.pollOnce(0);
            tail.pollOnce(Duration.ofMinutes(11).toNanos());
        }

        assertEquals(List.of("f0", "f1", "f3", "f2"), publisher.paths());
    }

    @Test
    void readsWhatAnOldWorkerWritesMinutesAfterTheRotationOfAnIdleLogHoweverBusyTheNewOneIs() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
            Files.move(log, directory.resolve("access.log.1"));
            append(log, Logs.line(2, "f2"));
            long rotated = Duration.ofHours(3).toNanos();
            for (int polls = 0; polls < 5_000; polls++) tail.pollOnce(rotated + polls);
            append(directory.resolve("access.log.1"), Logs.line(3, "late"));
            tail.pollOnce(rotated + Duration.ofMinutes(9).toNanos());
            append(directory.resolve("access.log.1"), Logs.line(4, "later"));
            tail.pollOnce(rotated + Duration.ofMinutes(18).toNanos());
        }

        assertEquals(List.of("f0", "f1", "f2", "late", "later"), publisher.paths());
    }

    @Test
    void readsADownloadOfHoursThatAnOldWorkerLogsBeforeTheNextRotation() throws Exception {
        Path rotated = directory.resolve("access.log.1");
        try (LogTail tail = tail()) {
            poll(tail);
            Files.move(log, rotated);
            append(log, Logs.line(2, "f2"));
            for (int minutes = 0; minutes < 180; minutes += 6)
                tail.pollOnce(Duration.ofMinutes(minutes).toNanos());
            append(rotated, Logs.line(3, "long"));
            tail.pollOnce(Duration.ofHours(3).toNanos());
        }

        assertEquals(List.of("f0", "f1", "f2", "long"), publisher.paths());
    }

    @Test
    void readsABacklogOfManyRounds() throws Exception {
        var text = new StringBuilder();
        for (int i = 0; i < 25_000; i++) text.append(Logs.line(i % 3_000, "g" + i % 7_000));
        append(log, text.toString());
        try (LogTail tail = tail()) {
            assertEquals(Step.ADVANCED, tail.pollOnce(0));
            assertEquals(10_000, publisher.events.size());
        }
        try (LogTail tail = tail()) {
            poll(tail);
        }

        var imported = new RecordingPublisher();
        Logs.importInto(imported, Logs.combined(), log);
        assertEquals(imported.sortedIds(), publisher.sortedIds());
    }

    @Test
    void refusesWhatItCannotFollow() throws Exception {
        Path gz = Logs.gzip(directory.resolve("x.gz"), Logs.line(1, "a"));
        for (Path bad : List.of(directory.resolve("missing"), directory, gz)) {
            var refused = assertThrows(IllegalArgumentException.class, () -> tail(bad, Logs.SECRET));
            assertTrue(String.valueOf(refused.getMessage()).startsWith(bad + ": "), refused.getMessage());
        }
    }

    @Test
    void refusesACheckpointOfAnotherSecretAndKeepsNoAddressInItsOwn() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
        }
        var other = new VisitorSecret("another secret of thirty-two bytes".getBytes(StandardCharsets.UTF_8));

        var refused = assertThrows(IllegalArgumentException.class, () -> tail(log, other));

        assertTrue(String.valueOf(refused.getMessage()).contains("visitor-secret"), refused.getMessage());
        String kept = new String(checkpoint(directory.resolve("checkpoints")), StandardCharsets.UTF_8);
        assertFalse(kept.contains("192.0.2.7"), kept);
    }

    @Test
    void runsUntilItIsClosed() throws Exception {
        LogTail tail = tail();
        var running = CompletableFuture.runAsync(() -> {
            try {
                tail.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        Awaitility.await().until(() -> tail.totals().published() == 2);
        tail.close();

        Awaitility.await().until(running::isDone);
        running.join();
    }

    @Test
    void asksForNoKeyOfLinesThatItHasSentAlready() throws Exception {
        try (LogTail tail = tail()) {
            poll(tail);
        }
        var asked = new ArrayList<Instant>();
        VisitorKeys keys = time -> {
            asked.add(time);
            return Logs.SECRET;
        };

        try (LogTail tail = tail(log, Logs.combined().with(keys))) {
            poll(tail);
            assertEquals(List.of(), asked);

            append(log, Logs.line(9, "new.bin"));
            poll(tail);
            assertEquals(List.of(Instant.parse("2026-11-20T04:00:09Z")), asked);
        }
    }

    @Test
    void waitsForAKeyAndLosesNoLine() throws Exception {
        var refusals = new ArrayDeque<>(List.of("away", "still away"));
        VisitorKeys keys = time -> {
            if (!refusals.isEmpty()) throw new SharedLogUnavailableException(refusals.remove());
            return Logs.SECRET;
        };

        try (LogTail tail = tail(log, Logs.combined().with(keys))) {
            poll(tail);
        }

        assertEquals(2, publisher.paths().size());
        assertEquals(List.of("away; trying again"), notices);
    }

    @Test
    void namesTheFirstUnreadableLineAndCountsALineAMinute() throws Exception {
        append(log, "broken\nbroken\n");
        try (LogTail tail = tail()) {
            poll(tail);
            assertEquals(1, notices.size());
            String start = log + ", line 3, cannot be read: line: column 7: must be: client ident";
            assertTrue(notices.get(0).startsWith(start), notices::toString);

            tail.report(System.nanoTime());
            tail.report(System.nanoTime() + MINUTE);
            tail.report(System.nanoTime() + 2 * MINUTE);
        }

        assertEquals(List.of("4 lines: 2 published, 0 not routed, 2 rejected"), notices.subList(1, notices.size()));
    }

    @Test
    void saysOnceThatNoRequestIsRouted() throws Exception {
        Files.writeString(log, Logs.line(1, "a").replace("/org/m/resolve/main/a", "/files/tool.zip"));
        try (LogTail tail = tail()) {
            for (int minute = 1; minute <= 2; minute++) {
                append(log, Logs.line(1, "b").replace("/org/m/resolve/main/b", "/files/tool.zip"));
                poll(tail);
                tail.report(System.nanoTime() + minute * 2L * MINUTE);
            }
        }

        assertEquals(
                List.of(
                        "2 lines: 0 published, 2 not routed, 0 rejected",
                        "none of 2 requests is for a file of a repository: most are for /files/tool.zip (2);"
                                + " --route '/files/{name}=dataset:files/{name}' would match",
                        "3 lines: 0 published, 3 not routed, 0 rejected"),
                notices);
    }

    /** A busy machine may leave seconds between a look and the reading. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNoLineWhereALogIsTruncatedBetweenALookAndTheReading(boolean isBegun) throws Exception {
        var batch = new LineBatch();
        var unrouted = new UnroutedRequests(1);
        try (var tailed = new TailedLog(
                log,
                settings(Logs.SECRET),
                Clock.systemUTC(),
                notices::add,
                new LogFindings(unrouted, new ClientShares()))) {
            tailed.lookForRotation();
            if (isBegun) tailed.readInto(batch, 100, 100);
            append(log, Logs.line(2, "f2"));
            copyTruncate();
            for (int i = 3; i < 9; i++) append(log, Logs.line(i, "longer" + i));
            tailed.readInto(batch, 100, 100);
            tailed.lookForRotation();
            tailed.readInto(batch, 100, 100);
        }
        batch.sendTo(publisher).join();

        List<String> expected =
                List.of("f0", "f1", "f2", "longer3", "longer4", "longer5", "longer6", "longer7", "longer8");
        assertEquals(expected, publisher.paths().stream().distinct().sorted().toList());
        assertEquals(expected.size(), new HashSet<>(publisher.sortedIds()).size());
    }

    /** As a shell's {@code >} does: after a truncation the file begins with as many zeros as it had bytes. */
    @Test
    void readsALogWhoseWriterKeepsItsPlaceAcrossCopytruncates() throws Exception {
        try (RandomAccessFile writer = new RandomAccessFile(log.toFile(), "rw")) {
            writer.seek(writer.length());
            try (LogTail tail = tail()) {
                poll(tail);
                for (int rotation = 1; rotation < 4; rotation++) {
                    for (int i = 0; i < 12; i++) writer.write(Logs.latin1(Logs.line(9, rotation + "a" + i)));
                    poll(tail);
                    writer.write(Logs.latin1(Logs.line(9, rotation + "b")));
                    copyTruncate();
                    writer.write(Logs.latin1(Logs.line(9, rotation + "c")));
                    poll(tail);
                    Files.move(directory.resolve("access.log.1"), directory.resolve("access.log." + (9 - rotation)));
                }
            }
            writer.write(Logs.latin1(Logs.line(9, "end")));
        }
        try (LogTail tail = tail()) {
            poll(tail);
        }

        var imported = new RecordingPublisher();
        Logs.importInto(imported, Logs.combined(), log, directory.resolve("access.log.6"));
        assertEquals(2 + 3 * 14 + 1, publisher.events.size());
        assertEquals(2 + 3 * 14 + 1, Set.copyOf(publisher.paths()).size());
        assertEquals(List.of(), publisher.rejected);
        assertEquals(List.of(), notices);
        assertEquals(List.of("3c", "end"), imported.paths().subList(0, 2));
    }

    /** Files that begin with zeros alike are told apart by what follows. */
    @Test
    void findsEachCopyOfAWriterThatKeepsItsPlaceWhileKafkaIsAway() throws Exception {
        publisher.attemptsToRefuse = 3;
        try (RandomAccessFile writer = new RandomAccessFile(log.toFile(), "rw");
                LogTail tail = tail()) {
            writer.seek(writer.length());
            assertEquals(Step.UNAVAILABLE, tail.pollOnce(0));
            for (int rotation = 1; rotation < 3; rotation++) {
                for (int i = 0; i < 12; i++) writer.write(Logs.latin1(Logs.line(9, rotation + "a" + i)));
                copyTruncate();
                writer.write(Logs.latin1(Logs.line(9, rotation + "b")));
                assertEquals(Step.UNAVAILABLE, tail.pollOnce(0));
                Files.move(directory.resolve("access.log.1"), directory.resolve("access.log." + (9 - rotation)));
            }
            poll(tail);
        }

        assertEquals(2 + 2 * 13, Set.copyOf(publisher.paths()).size(), publisher.paths()::toString);
        assertEquals(List.of("Kafka is not accepting events (no broker); trying again"), notices);
    }

    /** As logrotate does with the oldest one after it has truncated the log. */
    @Test
    void looksForTheCopyWhileAnotherFileIsDeleted() throws Exception {
        var position = new FilePosition("", 10, 1, new FileFingerprint(0, 10, "of none"));

        whileTheOldestIsDeleted(() -> {
            for (int i = 0; i < 20_000; i++) {
                assertEquals(Optional.empty(), new RotatedFiles(log, Logs.SECRET).findCopy(position));
            }
        });
    }

    @Test
    void opensWhatCameAndWentWhileAnotherFileIsDeleted() throws Exception {
        var checkpoint = new Checkpoint(List.of(), Instant.EPOCH);

        whileTheOldestIsDeleted(() -> {
            for (int i = 0; i < 2_000; i++) {
                try (var tailed = tailed()) {
                    tailed.resume(checkpoint);
                }
            }
        });
    }

    @Test
    void looksForTheCopyAgainWhileItIsDeleted() throws Exception {
        whileTheOldestIsDeleted(() -> {
            for (int i = 0; i < 1_000; i++) {
                try (var tailed = tailed()) {
                    tailed.lookForRotation();
                    Files.write(log, new byte[0]);
                    tailed.lookForRotation();
                    append(log, Logs.line(0, "f0") + Logs.line(1, "f1"));
                }
            }
        });
    }

    private TailedLog tailed() {
        return new TailedLog(
                log, settings(Logs.SECRET), Clock.systemUTC(), notices::add, LogFindings.ofClients(new ClientShares()));
    }

    private void whileTheOldestIsDeleted(Executable work) throws Exception {
        var isOver = new AtomicBoolean();
        Path oldest = directory.resolve("access.log.9");
        byte[] text = Files.readAllBytes(log);
        var deleting = CompletableFuture.runAsync(() -> Unchecked.run("the oldest log", () -> {
            while (!isOver.get()) {
                Files.write(oldest, text);
                LockSupport.parkNanos(100_000); // so that it is often found
                Files.delete(oldest);
            }
        }));
        try {
            assertDoesNotThrow(work);
        } finally {
            isOver.set(true);
            deleting.join();
        }
    }

    private static final class SteppedClock extends Clock {
        private Instant now;

        SteppedClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private LogTail tail() {
        return tail(log, Logs.SECRET);
    }

    private LogTail tail(Path file, VisitorSecret secret) {
        return tail(file, settings(secret));
    }

    private static LogSettings settings(VisitorSecret secret) {
        return new LogSettings(LogFormat.COMBINED, Routes.of(List.of()), LogSettings.DEFAULT_SOURCE, secret);
    }

    private LogTail tail(Path file, LogSettings settings) {
        var sources = new LogTail.TailSources(List.of(file), directory.resolve("checkpoints"));
        return new LogTail(sources, settings, publisher, notices::add);
    }

    /** Polls until there is nothing new. */
    private static void poll(LogTail tail) throws Exception {
        while (tail.pollOnce(0) != Step.IDLE) {}
    }

    private void copyTruncate() throws IOException {
        Files.copy(log, directory.resolve("access.log.1"));
        Files.write(log, new byte[0]);
    }

    private static void append(Path file, String text) throws IOException {
        Files.write(file, Logs.latin1(text), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static Path checkpointFile(Path checkpoints) throws IOException {
        try (var files = Files.list(checkpoints)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static byte[] checkpoint(Path checkpoints) throws IOException {
        return Files.readAllBytes(checkpointFile(checkpoints));
    }
}
