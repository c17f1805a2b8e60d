package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import dev.footfall.events.RejectedEvent;
import dev.footfall.logs.accesslog.BatchSender.UndeliveredException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogImportTest {
    private static final String SKIPPED = "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200 1\n";

    @TempDir
    private Path directory;

    private final RecordingPublisher publisher = new RecordingPublisher();

    @Test
    void givesTheSameIdsFromEveryCopy() throws Exception {
        String text = randomLog();
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n")));
        Collections.shuffle(lines, new Random(1));
        String shuffled = String.join("\n", lines);
        String longer = text + Logs.line(3_000, "later");

        List<String> ids = ids(write("plain", text));

        assertEquals(3_000, new HashSet<>(ids).size());
        assertEquals(ids, ids(Logs.gzip(directory.resolve("gz-by-content.log"), text)));
        assertEquals(
                ids, ids(Files.write(directory.resolve("zstd"), Zstd.compress(text.getBytes(StandardCharsets.UTF_8)))));
        assertEquals(ids, ids(write("shuffled", shuffled)));
        assertEquals(ids, ids(write("crlf", text.replace("\n", "\r\n"))));
        assertTrue(ids(write("longer", longer)).containsAll(ids));
    }

    @Test
    void countsLinesByOutcome() throws Exception {
        Path file = write("log", Logs.line(1, "a") + SKIPPED + "\n" + "broken\n" + Logs.line(1, "a"));

        ImportResult result = Logs.importInto(publisher, Logs.combined(), file, file);

        assertEquals(new LineTotals(4, 2, 0, 0, 2, Map.of("line", 2L)), result.totals());
        assertEquals(10, result.totals().lines());
        assertEquals(List.of(), result.problems());
        assertEquals(2, publisher.rejected.size());
        assertEquals(2, new HashSet<>(publisher.sortedIds()).size());
    }

    @Test
    void sendsAgainWhatKafkaDidNotTake() throws Exception {
        publisher.attemptsToRefuse = 29;

        ImportResult result = Logs.importInto(publisher, Logs.combined(), write("log", randomLog()));

        assertEquals(3_000, result.totals().published());
        assertEquals(3_000, new HashSet<>(publisher.sortedIds()).size());
    }

    @Test
    void tellsOfAnAbsenceOnce() throws Exception {
        publisher.attemptsToRefuse = 3;
        var notices = new ArrayList<String>();
        var sender = new BatchSender(publisher, duration -> {}, notices::add);

        new AccessLogImport(Logs.combined(), sender, new ImportListener() {}, Logs.CLOCK)
                .run(List.of(write("log", randomLog())));

        assertEquals(List.of("Kafka is not accepting events (no broker); trying again"), notices);
    }

    @Test
    void givesUpWithASentenceWhenKafkaStaysAway() throws Exception {
        publisher.attemptsToRefuse = Integer.MAX_VALUE;
        Path file = write("log", Logs.line(1, "a"));

        var failure = assertThrows(UndeliveredException.class, () -> Logs.importInto(publisher, Logs.combined(), file));
        assertInstanceOf(IllegalStateException.class, failure); // the command shows its sentence alone

        assertTrue(String.valueOf(failure.getMessage()).contains("no broker"), failure.getMessage());
    }

    @Test
    void namesAFileThatIsNoneBeforeItSendsAnything() throws Exception {
        Path good = write("log", Logs.line(1, "a"));
        Path binary = write("binary", "\u007fELF\2\1\1\0\0\0\0\3\0>\0\1\0\0\n");

        for (Path bad : List.of(
                directory.resolve("missing"),
                directory,
                binary,
                archive(),
                Logs.gzip(directory.resolve("b.gz"), "PK\3\4\0"))) {
            var refused = assertThrows(
                    IllegalArgumentException.class, () -> Logs.importInto(publisher, Logs.combined(), good, bad));
            assertTrue(String.valueOf(refused.getMessage()).startsWith(bad + ": "), refused.getMessage());
        }
        assertEquals(List.of(), publisher.events);
    }

    /** A log in an archive begins and ends in the middle of what is none. */
    private Path archive() throws IOException {
        String head = "access.log" + "\0".repeat(90) + "0000644\0".repeat(8);
        return write("logs.tar", head + "\0".repeat(257 - head.length()) + "ustar\00000" + Logs.line(1, "a"));
    }

    /** Text is missing where a disk lost its power: a part of a line, or the parts of two. */
    @ParameterizedTest
    @CsvSource({
        "100, 3, 1, 2",
        "9000, 3, 1, 2",
        "1, 2, 2, 1",
        "9000, 2, 2, 1",
    })
    void rejectsALineWithNulBytesAndReadsTheOthers(int zeros, int at, int read, int last) throws Exception {
        String[] lines = {Logs.line(1, "f1"), Logs.line(2, "f2"), Logs.line(3, "f3")};
        String hole = "\0".repeat(zeros);
        if (at == 3) lines[1] = lines[1].substring(0, 60) + hole + lines[2].substring(20);
        else lines[1] = hole + lines[1];
        String text = at == 3 ? lines[0] + lines[1] + lines[0].replace("f1", "f4") : String.join("", lines);

        ImportResult result = Logs.importInto(publisher, Logs.combined(), write("log", text));

        assertEquals(2, result.totals().published(), result::toString);
        assertEquals(Map.of("line", 1L), result.totals().rejectedByField());
        RejectedEvent rejected = publisher.rejected.get(0);
        assertTrue(rejected.error().contains("a NUL byte"), rejected::error);
        assertEquals("", ((RejectedEvent.FromLine) rejected.origin()).text());
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, true", "UTF-16BE, true", "UTF-16LE, false", "UTF-16BE, false"})
    void readsUtf16ByItsMarkAndNamesItWithoutOne(String charset, boolean isMarked) throws Exception {
        String text = randomLog()
                + Logs.line(7, "\uD83D\uDE00".repeat(3_000) + "\u00e9.bin").replace("\n", "\r\n");
        Path plain = Files.writeString(directory.resolve("plain"), text);
        Logs.importInto(publisher, Logs.combined(), plain);
        List<String> ids = publisher.sortedIds();
        Path wide = directory.resolve("wide");
        Files.write(wide, ((isMarked ? "\uFEFF" : "") + text).getBytes(Charset.forName(charset)));
        var other = new RecordingPublisher();

        if (isMarked) {
            Logs.importInto(other, Logs.combined(), wide);
            assertEquals(ids, other.sortedIds());
        } else {
            var refused =
                    assertThrows(IllegalArgumentException.class, () -> Logs.importInto(other, Logs.combined(), wide));
            assertTrue(
                    String.valueOf(refused.getMessage())
                            .contains("seems to be " + charset + ", and not by a byte order mark"),
                    refused::getMessage);
        }
    }

    @Test
    void importsTheReadablePartOfACutGzip() throws Exception {
        Path whole = Logs.gzip(directory.resolve("whole"), randomLog());
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = directory.resolve("cut");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));

        ImportResult result = Logs.importInto(publisher, Logs.combined(), cut, write("next", Logs.line(1, "next")));

        assertTrue(result.totals().published() > 100, result.toString());
        assertEquals(0, result.totals().rejected());
        assertTrue(result.problems().get(0).startsWith(cut + ": cannot be read beyond line "), result.toString());
        assertTrue(publisher.paths().contains("next"));
    }

    @Test
    void readsEventsInNdjson() throws Exception {
        String event = "{\"id\":\"1\",\"time\":\"2026-11-20T04:59:54Z\",\"repo_type\":\"model\",\"repo\":\"o/m\","
                + "\"method\":\"GET\",\"status\":200,\"ip\":\"192.0.2.7\"}\n";
        Path file = write(
                "events", event + "\n" + event.replace("200", "2000") + "{\"ip\":\"192.0.2.7\n" + event.trim() + "x\n");
        var settings = new LogSettings(LogFormat.NDJSON, Routes.of(List.of()), "s", Logs.SECRET);

        ImportResult result = Logs.importInto(publisher, settings, file);

        assertEquals(new LineTotals(1, 0, 0, 0, 1, Map.of("status", 1L, "json", 2L)), result.totals());
        assertEquals(
                Logs.SECRET.visitor("192.0.2.7", null), publisher.events.get(0).visitor());
    }

    @Test
    void writesNothingOfALogThatCannotBeRead() throws Exception {
        Path file = write("log", "broken\n".repeat(2_500));

        assertThrows(IllegalArgumentException.class, () -> Logs.importInto(publisher, Logs.combined(), file));

        assertEquals(List.of(), publisher.rejected);
    }

    @Test
    void saysWhyNoRequestIsRouted() throws Exception {
        String log = Logs.line(1, "a")
                        .replace("/org/m/resolve/main/a", "/files/tool.zip")
                        .repeat(3)
                + SKIPPED
                + SKIPPED.replace("GET /", "GET /hub/192.0.2.7")
                + Logs.line(1, "a").replace("/org/m/", "/org/gro%C3%9Fe/").repeat(2);

        ImportResult result = Logs.importInto(publisher, Logs.combined(), write("log", log));

        assertEquals(new LineTotals(0, 5, 2, 0, 0, Map.of()), result.totals());
        assertTrue(result.totals().isNothingRouted());
        assertEquals(
                "none of 7 requests is for a file of a repository: most are for /files/tool.zip (3), / (1), /hub/- (1);"
                        + " --route '/files/{name}=dataset:files/{name}' would match; a route matches, but 'große' is "
                        + "not a valid repository name: each 1 to 96 characters of A-Z a-z 0-9 . _ - and not \".\" or "
                        + "\"..\"",
                result.unrouted().hint(result.totals()));
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        Path file = write("log", randomLog());
        var seen = new ArrayList<ImportListener.ImportProgress>();
        var listener = new ImportListener() {
            @Override
            public void progress(ImportListener.ImportProgress progress) {
                seen.add(progress);
            }

            @Override
            public void notice(String sentence) {
                throw new AssertionError(sentence);
            }
        };

        new AccessLogImport(Logs.combined(), publisher, listener).run(List.of(file));

        long size = Files.size(file);
        assertEquals(new ImportListener.ImportProgress(size, size, 3_000), seen.get(seen.size() - 1));
        assertTrue(seen.size() > 1);
    }

    /** 3,000 lines, every third of them equal to an earlier one. */
    private static String randomLog() {
        var random = new Random(7);
        var text = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            text.append(Logs.line(i, "a" + random.nextInt()));
            text.append(Logs.line(i, "b"));
            text.append(Logs.line(i / 2, "c"));
        }
        return text.toString();
    }

    private List<String> ids(Path file) throws InterruptedException {
        var fresh = new RecordingPublisher();
        Logs.importInto(fresh, Logs.combined(), file);
        return fresh.sortedIds();
    }

    private Path write(String name, String text) throws IOException {
        return Files.write(directory.resolve(name), Logs.latin1(text));
    }
}
