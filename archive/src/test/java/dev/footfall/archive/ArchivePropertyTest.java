package dev.footfall.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.VisitorId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivePropertyTest {
    private static final int EVENTS = 200;
    private static final LocalDate LAST = ArchivedLog.FIRST.plusDays(3);
    private static final String MANIFEST = "_manifest.jsonl";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void hasEachEventOfEachDayThatIsOverOnceHoweverOftenItIsInterrupted(long seed) throws Exception {
        var random = new Random(seed);
        var log = new ArchivedLog(random);
        var archived = new TreeMap<Integer, LocalDate>();
        for (int run = 0; run < 8; run++) {
            LocalDate today = ArchivedLog.FIRST.plusDays(run);
            log.grow(random.nextInt(60), today);
            LocalDate to = today.minusDays(random.nextInt(3));
            var options = ArchivedLog.options(to, 1 + random.nextInt(30), random.nextInt(10_000));
            log.archive(directory, options, random.nextInt(log.end() + 1));
            log.archive(directory, options, -1);
            for (int offset = 0; offset < log.end(); offset++) {
                if (!log.day(offset).isAfter(to)) archived.put(offset, log.day(offset));
            }
        }

        List<String> expected = archived.entrySet().stream()
                .map(entry -> entry.getKey() + ", " + entry.getValue())
                .toList();
        try (var archive = new ArchivedDays(directory)) {
            assertEquals(expected, archive.rows("SELECT \"offset\", day FROM events ORDER BY ALL"));
        }
    }

    @Test
    void sortsEachFileByRepositoryVisitorAndTime() throws Exception {
        archived(EVENTS, 1_000_000, 1 << 20);

        try (var archive = new ArchivedDays(directory)) {
            String sorted = "SELECT filename, row_number() OVER (PARTITION BY filename"
                    + " ORDER BY repo_type, repo, authenticated, visitor, time, \"offset\") - 1 AS place, file_row_number"
                    + " FROM events";
            assertEquals(
                    List.of("0"), archive.rows("SELECT count(*) FROM (" + sorted + ") WHERE place <> file_row_number"));
        }
    }

    @Test
    void hasEachFieldOfAnEventAndNoNameOfAUser() throws Exception {
        ArchivedLog log = archived(EVENTS, 1_000_000, 1 << 20);
        var keys = ArchivedVisitors.of(directory);

        List<String> rows = new ArrayList<>();
        for (int offset = 0; offset < log.end(); offset++) {
            var event = log.event(offset);
            rows.add(String.join(
                    "|",
                    event.id(),
                    event.repo().fullName(),
                    keys.of(event.visitor()),
                    Boolean.toString(event.visitor().authenticated()),
                    Long.toString(event.time().toEpochMilli()),
                    Long.toString(event.request().bytes()),
                    String.valueOf(event.request().rangeStart()),
                    String.valueOf(event.request().size()),
                    event.details().path(),
                    String.valueOf(event.details().revision()),
                    String.valueOf(event.details().userAgent()),
                    String.valueOf(event.details().source()),
                    String.valueOf(event.details().network()),
                    String.valueOf(event.details().country())));
        }
        try (var archive = new ArchivedDays(directory)) {
            String fields =
                    "id, repo, visitor, authenticated, epoch_ms(time), bytes, ifnull(range_start::VARCHAR, 'null'),"
                            + " ifnull(size::VARCHAR, 'null'), path, ifnull(revision, 'null'), ifnull(user_agent, 'null'),"
                            + " ifnull(source, 'null'), ifnull(network, 'null'), ifnull(country, 'null')";
            assertEquals(rows, archive.rows("SELECT concat_ws('|', " + fields + ") FROM events ORDER BY \"offset\""));
            assertEquals(List.of("0"), archive.rows("SELECT count(*) FROM events WHERE visitor LIKE '%user%'"));
        }
    }

    @Test
    void writesTheSameBytesWhateverWaitsOnTheDisk() throws Exception {
        archived(EVENTS, 1_000_000, 1 << 20);
        Path copy = directory.resolve("copy");
        Files.createDirectories(copy);
        Files.copy(directory.resolve(ArchivedVisitors.FILE), copy.resolve(ArchivedVisitors.FILE));
        Files.createFile(copy.resolve(MANIFEST));

        ArchivedLog log = log(EVENTS);
        log.archive(copy, ArchivedLog.options(LAST, 1_000_000, 100), -1);

        assertEquals(Files.readString(directory.resolve(MANIFEST)), Files.readString(copy.resolve(MANIFEST)));
        assertFalse(Files.exists(copy.resolve(".waiting")));
    }

    @Test
    void isDoneWithEventsThatWereDeletedOnceTheyWereSkipped() throws Exception {
        ArchivedLog log = log(EVENTS);
        log.archive(directory, ArchivedLog.options(LAST.minusDays(1), 1_000_000, 1 << 20), -1);
        log.beginAt(EVENTS - 10);
        log.archive(directory, ArchivedLog.options(LAST, 1_000_000, 1 << 20), -1);
        String manifest = Files.readString(directory.resolve(MANIFEST));

        log.archive(directory, ArchivedLog.options(LAST, 1_000_000, 1 << 20), -1);

        assertEquals(manifest, Files.readString(directory.resolve(MANIFEST)));
    }

    @Test
    void knowsThatTheFirstEventOfALogWasDeletedBeforeItWasArchived() {
        var archived = new ArchivedOffsets(Optional.empty());
        assertFalse(archived.lacksBefore(10), "nothing was asked for yet");

        archived.add(new ArchivedPart(0, 0, 100, LAST, OptionalLong.of(0)));

        assertTrue(archived.lacksBefore(10));
        assertFalse(archived.lacksBefore(0));
    }

    @Test
    void keysOfUsersNeedTheSecretOfTheArchive() throws Exception {
        var user = VisitorId.user("alice");
        String key = ArchivedVisitors.of(directory).of(user);

        assertEquals(key, ArchivedVisitors.of(directory).of(user));
        assertEquals(32, key.length());
        assertFalse(key.equals(new ArchivedVisitors(new byte[32]).of(user)));
        String hex = HexFormat.of().formatHex(new byte[16]);
        assertEquals(hex, ArchivedVisitors.of(directory).of(VisitorId.user("id:" + hex)));
    }

    private ArchivedLog archived(int events, int fileRows, int memory) throws Exception {
        ArchivedLog log = log(events);
        log.archive(directory, ArchivedLog.options(LAST, fileRows, memory), -1);
        return log;
    }

    private static ArchivedLog log(int events) {
        var log = new ArchivedLog(new Random(1));
        log.grow(events, LAST);
        return log;
    }
}
