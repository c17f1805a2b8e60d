package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.logs.client.ProxyTrust;
import dev.footfall.logs.logformat.LineFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One client that makes most of a log's routed requests. */
class ClientSharesTest {
    @TempDir
    private Path directory;

    @Test
    void warnsOfOneClientWithMoreThanHalfOfMoreThanAHundred() throws Exception {
        assertEquals(Optional.empty(), warning(log(100, i -> line("10.0.0.5", "-", ""))));
        assertEquals(Optional.empty(), warning(log(102, i -> line(i % 2 == 0 ? "10.0.0.5" : "192.0.2." + i, "-", ""))));
        assertTrue(warning(log(101, i -> line(i % 2 == 0 ? "10.0.0.5" : "192.0.2." + i, "-", "")))
                .isPresent());
    }

    @Test
    void namesWhatWouldTellTheVisitorsApart() throws Exception {
        String unlogged = warning(log(200, i -> line("10.0.0.5", "-", ""))).orElseThrow();
        String unnamed = warning(log(200, i -> line("203.0.113.9", "-", " \"192.0.2." + i + "\"")))
                .orElseThrow();
        String forged = warning(log(200, i -> line("10.0.0.5", "-", " \"192.0.2.1, 198.51.100." + i + "\"")))
                .orElseThrow();
        String direct = warning(log(200, i -> line("203.0.113.9", "-", ""))).orElseThrow();

        assertTrue(
                unlogged.startsWith("one client, an IPv4 address, made 200 of 200 routed requests, so all"), unlogged);
        assertTrue(unlogged.contains("$http_x_forwarded_for, %{X-Forwarded-For}i), or give its string"), unlogged);
        assertTrue(
                unnamed.contains("have lists of clients: if it is a proxy, name it in ingest.trusted-proxies"),
                unnamed);
        assertTrue(forged.contains("taken from lists of clients: if it is a proxy, name it and the other"), forged);
        assertTrue(direct.contains("If it is a proxy, have the server log X-Forwarded-For"), direct);
        for (String warning : List.of(unlogged, unnamed, forged, direct)) {
            assertFalse(warning.matches(".*\\d+\\.\\d+\\.\\d+\\.\\d+.*"), warning);
        }
    }

    @Test
    void saysNothingOfUsersWhoAreToldApart() throws Exception {
        assertEquals(Optional.empty(), warning(log(200, i -> line("10.0.0.5", "user" + i, ""))));
        assertEquals(Optional.empty(), warning(log(200, i -> line("10.0.0.5", "-", " \"192.0.2." + i + "\""))));
    }

    @Test
    void findsOneClientAmongVeryMany() throws Exception {
        String log = log(30_000, i -> line(i % 5 < 3 ? "10.0.0.5" : "192." + i / 250 + "." + i % 250 + ".1", "-", ""));

        assertTrue(warning(log).orElseThrow().startsWith("one client, an IPv4 address, made 1"), log.substring(0, 99));
    }

    @Test
    void tellsOfItInADryRunWithTheProxiesToName() throws IOException {
        String log = log(150, i -> line("10.0.0.5", "-", " \"192.0.2." + i + ", 198.51.100." + i / 100 + "\""));
        LineFormat combined = LogFormat.COMBINED.lines().orElseThrow();
        Path file = Files.writeString(directory.resolve("a.log"), log);
        Routes routes = Logs.combined().routes();

        ClientSummary unset = LogCheck.of(new LogRules(routes, ProxyTrust.UNSET), combined, List.of(file), 1_000)
                .clients();
        ProxyTrust wrong = ProxyTrust.of(List.of("private"));
        ClientSummary set = LogCheck.of(new LogRules(routes, wrong), combined, List.of(file), 1_000)
                .clients();

        assertEquals(150, unset.clients());
        assertEquals(150, unset.forgeable());
        assertEquals(
                List.of(
                        new ClientSummary.NearestProxy("198.51.100.0", 100),
                        new ClientSummary.NearestProxy("198.51.100.1", 50)),
                unset.nearest());
        assertEquals(Optional.empty(), unset.warning());
        assertEquals(2, set.clients());
        assertEquals(150, set.vouched());
        assertTrue(set.warning().isPresent());
    }

    @Test
    void importAndItsDryRunNumberTheIdentsThatAreNotUsed() throws Exception {
        Path file = Files.writeString(
                directory.resolve("idents.log"),
                log(3, i -> line("192.0.2." + i, "-", "").replace(" - - ", " files.example.org - ")));
        LineFormat combined = LogFormat.COMBINED.lines().orElseThrow();
        var rules = new LogRules(Logs.combined().routes(), ProxyTrust.UNSET);

        ImportResult imported = Logs.importInto(new RecordingPublisher(), Logs.combined(), file);

        assertEquals(
                3, LogCheck.of(rules, combined, List.of(file), 1_000).clients().unusedIdents());
        assertTrue(imported.warnings().get(0).startsWith("3 routed requests have an address or a host's name"));
    }

    @Test
    void tailSaysOnceThatIdentsAreNotUsed() throws Exception {
        String idents = log(3, i -> line("192.0.2." + i, "-", "").replace(" - - ", " files.example.org - "));
        Path file = Files.writeString(directory.resolve("access.log"), idents);
        List<String> notices = noticesOfATail(file);

        assertEquals(
                1,
                notices.stream()
                        .filter(notice -> notice.contains("place of ident"))
                        .count(),
                notices::toString);
    }

    private List<String> noticesOfATail(Path file) throws Exception {
        List<String> notices = new ArrayList<>();
        var sources = new LogTail.TailSources(List.of(file), directory.resolve("tail"));
        try (var tail = new LogTail(sources, Logs.combined(), new RecordingPublisher(), notices::add)) {
            tail.pollOnce(0);
            tail.report(System.nanoTime());
            tail.report(System.nanoTime());
        }
        return notices;
    }

    @Test
    void tailWarnsOnceInItsFirstMinute() throws Exception {
        Path file = Files.writeString(directory.resolve("access.log"), log(150, i -> line("10.0.0.5", "-", "")));
        List<String> notices = noticesOfATail(file);

        assertEquals(
                1,
                notices.stream()
                        .filter(notice -> notice.startsWith("one client"))
                        .count(),
                notices::toString);
    }

    @Test
    void postedLinesOfASourceAreWatchedTogether() throws Exception {
        var watch = new ClientWatch(Logs.CLOCK);

        var warnings = new ArrayList<ClientWarnings>();
        for (int body = 0; body < 4; body++) {
            warnings.add(posted(log(60, i -> line("10.0.0.5", "-", "")), watch));
        }

        assertEquals(
                List.of(false, true, false, false),
                warnings.stream().map(body -> !body.answered().isEmpty()).toList());
        assertTrue(warnings.get(1).answered().get(0).startsWith("one client"));
        assertTrue(warnings.get(1).logged().get(0).startsWith("the source 'access-log': one client"));
    }

    @Test
    void whoPostsIsWarnedOfEachBodyThatIsMostlyOneClients() throws Exception {
        var watch = new ClientWatch(Logs.CLOCK);
        String mostlyOne = log(90, i -> line("10.0.0.5", "-", "")) + log(60, i -> line("192.0.2." + i, "-", ""));

        List<ClientWarnings> warnings = List.of(posted(mostlyOne, watch), posted(mostlyOne, watch));

        assertEquals(
                List.of(1, 1),
                warnings.stream().map(body -> body.answered().size()).toList());
        assertEquals(
                List.of(1, 0),
                warnings.stream().map(body -> body.logged().size()).toList());
    }

    private static ClientWarnings posted(String log, ClientWatch watch) {
        var asked = new LogReading(Logs.combined(), Optional.empty(), false);
        var posted = new PostedLog(asked, log.getBytes(StandardCharsets.UTF_8), watch, Logs.CLOCK);
        var outcome = posted.sendTo(new RecordingPublisher(), Runnable::run).join();
        return ((PostedLogOutcome.Taken) outcome).warnings();
    }

    private Optional<String> warning(String log) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("access.log"), log);
        return Logs.importInto(new RecordingPublisher(), Logs.combined(), file).warnings().stream()
                .findFirst();
    }

    private static String log(int lines, IntFunction<String> line) {
        return IntStream.range(0, lines).mapToObj(line).collect(Collectors.joining());
    }

    private static String line(String client, String user, String rest) {
        return client + " - " + user
                + " [20/Nov/2026:04:59:54 +0000] \"GET /org/m/resolve/main/f.bin HTTP/1.1\" 200 12 \"-\" " + "\"x/1\""
                + rest + "\n";
    }
}
