package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.SourceTrust;
import dev.footfall.events.VisitorId;
import dev.footfall.ingest.sharedlog.InMemorySharedLog;
import dev.footfall.logs.client.ProxyTrust;
import dev.footfall.logs.client.RecordedTrust;
import dev.footfall.logs.client.TrustRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line has the client that it had when it was read first, whatever the setting has become since. */
class TrustOfDaysTest {
    private static final ProxyTrust SET = ProxyTrust.of(List.of("private", "198.51.100.0/24"));
    private static final String FORGED = "192.0.2.66";
    private static final String TRUE = "203.0.113.77";

    @TempDir
    private Path directory;

    private final InMemorySharedLog<TrustRegistry, SourceTrust> shared =
            new InMemorySharedLog<>(TrustRegistry.TOPIC, Logs.CLOCK);
    private final RecordingPublisher publisher = new RecordingPublisher();

    @ParameterizedTest
    @CsvSource({"'', 'private,198.51.100.0/24'", "'private,198.51.100.0/24', ''", "private, 'private,198.51.100.7'"})
    void aLogThatIsImportedAgainAfterTheSettingWasChangedIsTheSameEvents(String first, String second) throws Exception {
        Path log = log(line(19, 1), line(19, 2), line(20, 3));

        imported(trust(first), log);
        imported(trust(second), log);

        assertEquals(6, publisher.events.size());
        assertEquals(3, different(publisher.events).size());
    }

    @Test
    void ofALogThatHasGrownTheNewDaysAreReadByTheNewSetting() throws Exception {
        imported(ProxyTrust.UNSET, log(line(18, 1), line(19, 2)));
        publisher.events.clear();

        ImportResult grown = imported(SET, log(line(18, 1), line(19, 2), line(19, 3), line(20, 4)));

        assertEquals(List.of(FORGED, FORGED, FORGED, TRUE), clients());
        assertEquals(1, grown.warnings().size());
        assertTrue(
                grown.warnings()
                        .get(0)
                        .startsWith(
                                "3 routed requests are read by the ingest.trusted-proxies with which the first lines "
                                        + "of 2026-11-18 to 2026-11-19 were read (not set), so that no line counts twice"),
                grown.warnings()::toString);
    }

    @Test
    void anotherSourceIsAnother() throws Exception {
        Path log = log(line(19, 1));

        imported(ProxyTrust.UNSET, log);
        try (var trust = new RecordedTrust(shared, SET)) {
            var other = new LogSettings(LogFormat.COMBINED, Routes.of(List.of()), "anew", Logs.SECRET).with(trust);
            Logs.importInto(publisher, other, log);
        }

        assertEquals(List.of(FORGED, TRUE), clients());
    }

    @Test
    void nothingIsDecidedByLinesOfWhichNothingIsPublished() throws Exception {
        String noRoute = line(19, 1).replace("/resolve/main", "");
        String noStatus = line(19, 1).replace("\" 200", "\" 999");
        String tomorrow = line(19, 1).replace("19/Nov", "25/Nov");
        String noUser = line(19, 1).replace(" - - ", " - - 192.0.2.1 x - ");
        String noList = line(19, 1).replaceFirst(" \"192.*\"", " \"-\"");
        imported(ProxyTrust.UNSET, log(noList, noRoute, noStatus, tomorrow, noUser));
        publisher.events.clear();

        ImportResult result = imported(SET, log(line(19, 2)));

        assertEquals(List.of(TRUE), clients());
        assertEquals(List.of(), result.warnings());
    }

    @Test
    void aLogWithoutListsAsksKafkaNothing() throws Exception {
        shared.isAway = true;

        imported(SET, Files.writeString(directory.resolve("plain.log"), Logs.line(1, "a") + Logs.line(2, "b")));

        assertEquals(2, publisher.events.size());
    }

    @Test
    void ingestsThatMeetADayAtTheSameTimeAgree() throws Exception {
        shared.meanwhile = () -> {
            shared.meanwhile = () -> {};
            try (var other = new RecordedTrust(shared, ProxyTrust.UNSET)) {
                other.hold(LogSettings.DEFAULT_SOURCE, LocalDate.parse("2026-11-19"));
            }
        };

        imported(SET, log(line(19, 1), line(19, 2)));

        assertEquals(List.of(FORGED, FORGED), clients());
    }

    @Test
    void theDayIsThatOfTheCorrectedTime() throws Exception {
        Path log = log(line(19, 1).replace("04:59:54", "23:59:54"));

        try (var trust = new RecordedTrust(shared, ProxyTrust.UNSET)) {
            LogSettings behind = Logs.combined().with(trust).withClockAhead(Duration.ofHours(-1));
            Logs.importInto(publisher, behind, log);
        }

        assertEquals(
                List.of(new SourceTrust(LocalDate.parse("2026-11-20"), LogSettings.DEFAULT_SOURCE, "")),
                shared.records());
    }

    @Test
    void tailReadsADayByItsOwnTrustAndSaysSoOnce() throws Exception {
        imported(ProxyTrust.UNSET, log(line(19, 1)));
        Path followed = Files.writeString(directory.resolve("access.log"), line(19, 1) + line(19, 2) + line(20, 3));
        var notices = new ArrayList<String>();
        publisher.events.clear();

        try (var trust = new RecordedTrust(shared, SET);
                var tail = new LogTail(
                        new LogTail.TailSources(List.of(followed), directory.resolve("tail")),
                        Logs.combined().with(trust),
                        publisher,
                        notices::add)) {
            tail.pollOnce(0);
            tail.report(System.nanoTime());
            tail.report(System.nanoTime());
        }

        assertEquals(List.of(FORGED, FORGED, TRUE), clients());
        assertEquals(
                1,
                notices.stream().filter(notice -> notice.contains("2026-11-19")).count(),
                notices::toString);
    }

    @Test
    void whoPostsLinesOfSuchADayIsTold() throws Exception {
        imported(ProxyTrust.UNSET, log(line(19, 1)));
        var watch = new ClientWatch(Logs.CLOCK);
        publisher.events.clear();

        ClientWarnings first;
        ClientWarnings second;
        try (var trust = new RecordedTrust(shared, SET)) {
            first = posted(Logs.combined().with(trust), watch);
            second = posted(Logs.combined().with(trust), watch);
        }

        assertEquals(List.of(FORGED, FORGED), clients());
        assertTrue(first.answered().get(0).startsWith("1 routed request is read by"), first::toString);
        assertEquals(first.answered(), second.answered());
        assertTrue(first.logged().get(0).startsWith("the source 'access-log': 1 routed request"), first::toString);
        assertEquals(List.of(), second.logged());
    }

    private ClientWarnings posted(LogSettings settings, ClientWatch watch) {
        byte[] body = line(19, 1).getBytes(StandardCharsets.UTF_8);
        var log = new PostedLog(new LogReading(settings, Optional.empty(), false), body, watch, Logs.CLOCK);
        var outcome = log.sendTo(publisher, Runnable::run).join();
        return ((PostedLogOutcome.Taken) outcome).warnings();
    }

    private ImportResult imported(ProxyTrust setting, Path log) throws InterruptedException {
        try (var trust = new RecordedTrust(shared, setting)) {
            return Logs.importInto(publisher, Logs.combined().with(trust), log);
        }
    }

    private static ProxyTrust trust(String setting) {
        return ProxyTrust.of(setting.isEmpty() ? List.of() : List.of(setting.split(",", -1)));
    }

    private Path log(String... lines) throws Exception {
        return Files.writeString(directory.resolve("imported.log"), String.join("", lines));
    }

    private static String line(int day, int number) {
        return ("10.0.0.5 - - [%02d/Nov/2026:04:59:54 +0000] \"GET /org/m/resolve/main/f%d HTTP/1.1\" 200 12 \"-\" \"x/1\" "
                        + "\"%s, %s, 198.51.100.%d\"\n")
                .formatted(day, number, FORGED, TRUE, 6 + number % 2);
    }

    private List<String> clients() {
        return publisher.events.stream()
                .map(DownloadEvent::visitor)
                .map(TrustOfDaysTest::client)
                .toList();
    }

    private static String client(VisitorId visitor) {
        return IntStream.of(0, 1)
                .mapToObj(i -> i == 0 ? FORGED : TRUE)
                .filter(address -> Logs.SECRET.visitor(address, "x/1").equals(visitor))
                .findFirst()
                .orElse("another");
    }

    /** The keys of duplicates. */
    private static Set<List<Object>> different(List<DownloadEvent> events) {
        var different = new HashSet<List<Object>>();
        for (DownloadEvent event : events) {
            different.add(List.of(event.repo(), event.visitor(), event.id(), event.time()));
        }
        return different;
    }
}
