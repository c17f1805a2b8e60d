package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.logs.logformat.Formats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DryRunTest {
    private static final String LINE =
            "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET %s HTTP/1.1\" 206 12 \"-\" \"curl/8 (192.0.2.7)\"\n";

    @TempDir
    private Path directory;

    private final Terminal terminal = new Terminal();

    @Test
    void showsHowLinesAreUnderstoodAndProposesRoutes() throws IOException {
        String log = LINE.formatted("/org/m/resolve/main/f.bin")
                + LINE.formatted("/files/tool.zip").repeat(3) + "nonsense\n";

        assertEquals(0, dryRun(log), terminal::err);

        String out = terminal.out();
        assertTrue(out.startsWith("read as combined\n"), out);
        assertTrue(out.contains("client   an IPv4 address\n"), out);
        assertTrue(out.contains("agent    curl/8 (-)\n"), out);
        assertTrue(out.contains("file of  model org/m") || out.contains("file of  model/org/m"), out);
        assertTrue(out.contains("'/files/{name}=dataset:files/{name}'"), out);
        assertTrue(out.contains("line 5, column 9: must be: client ident user"), out);
        assertTrue(out.matches("(?s).*of unknown range\\s+4 .*unreadable\\s+1\\s.*"), out);
        assertFalse(out.contains("192.0.2.7"), out);
    }

    @ParameterizedTest
    @MethodSource("presets")
    void recognisesEveryFormatByItsOwnSample(String preset) throws IOException {
        String log = String.join("\n", Formats.preset(preset).about().samples()) + "\n";

        int code = dryRun(log, "--allow-no-agent", "--zone", "UTC");

        assertEquals(0, code, terminal::err);
        assertTrue(terminal.out().startsWith("read as " + preset + "\n"), terminal::out);
    }

    @Test
    void showsTheProxiesToNameUntilTheyAreNamed() throws IOException {
        String line = LINE.formatted("/org/m/resolve/main/f.bin").replaceFirst("192.0.2.7", "10.0.0.5");
        String log = line.replaceFirst("\n", " \"192.0.2.99, 192.0.2.8, 198.51.100.7\"\n")
                        .repeat(3)
                + line.replaceFirst("\n", " \"192.0.2.98, 192.0.2.9, 198.51.100.7\"\n");

        assertEquals(0, dryRun(log));
        String forgeable = terminal.out();
        assertEquals(0, dryRun(log, "--set", "ingest.trusted-proxies=private, 198.51.100.0/24"));
        String named = terminal.out().substring(forgeable.length());

        assertTrue(forgeable.matches("(?s).*clients +2 .*from a list +4 +requests: the left-most public.*"), forgeable);
        assertTrue(forgeable.contains("--set ingest.trusted-proxies=private,198.51.100.7; these"), forgeable);
        assertTrue(forgeable.matches("(?s).*\n +4 +198.51.100.7\n.*"), forgeable);
        assertTrue(named.matches("(?s).*clients +2 .*from a list +4 +requests: the right-most address.*"), named);
        assertFalse(named.contains("198.51.100.7"), named);
        assertEquals(2, dryRun(log, "--set", "ingest.trusted-proxies=10.0.0.0/33"));
        assertTrue(terminal.err().contains("ingest.trusted-proxies: has '10.0.0.0/33'"), terminal.err());
    }

    @Test
    void warnsOfOneClientThatMakesMostRequests() throws IOException {
        assertEquals(0, dryRun(LINE.formatted("/org/m/resolve/main/f.bin").repeat(101)));

        assertTrue(
                terminal.err().contains("one client, an IPv4 address, made 101 of 101 routed requests"),
                terminal.err());
    }

    @Test
    void refusesALogWithoutAgentsUnlessItIsAllowed() throws IOException {
        String log = "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /a HTTP/1.1\" 200 12\n".repeat(3)
                + "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /o/m/resolve/main/f HTTP/1.1\" 200 12\n".repeat(2);

        assertEquals(1, dryRun(log));
        assertTrue(
                terminal.err().contains("2 of 2 requests for files have no agent, read as combined"), terminal.err());
        assertEquals(0, dryRun(log, "--allow-no-agent"));
    }

    @Test
    void namesAnImpossibleNameAndProposesNoOtherRouteForIt() throws IOException {
        String log = LINE.formatted("/hub/acme/gro%C3%9Fe-karte/v1/a.bin").repeat(4)
                + LINE.formatted("/hub/acme/rocket/v1/a.bin");

        assertEquals(0, dryRun(log, "--route", "/hub/{ns}/{name}/{revision}/{path*}=model:{ns}/{name}"));

        String out = terminal.out();
        assertTrue(
                out.matches("(?s).*not routed +0 .*bad name +4 +a route matches, but 'große-karte' is not a valid "
                        + "repository name.*"),
                out);
        assertTrue(out.contains("file of  nothing: 'große-karte' is not a valid repository name"), out);
        assertFalse(out.contains("--route"), out);
    }

    @Test
    void proposesNoRouteThatChangesWhatIsRoutedAlready() throws IOException {
        String log = LINE.formatted("/acme/rocket.git/info/refs?service=git-upload-pack")
                + LINE.formatted("/acme/rocket.git/git-upload-pack")
                + LINE.formatted("//acme/rocket/resolve/main/w.bin");

        assertEquals(0, dryRun(log));

        String out = terminal.out();
        assertTrue(out.matches("(?s).*not routed +1 .*"), out);
        assertTrue(out.contains("1  /acme/rocket.git/info/refs\n"), out);
        assertFalse(out.contains("--route"), out);
    }

    @Test
    void showsTheSegmentsOfPathsWithoutAKnownFormAndProposesNothing() throws IOException {
        var log = new StringBuilder();
        for (int i = 0; i < 6; i++) log.append(LINE.formatted("/data/set" + i % 2 + "/v1/" + i + ".bin"));

        assertEquals(0, dryRun(log.toString()));

        String out = terminal.out();
        assertTrue(
                out.matches(
                        "(?s).*no known form; \\(n\\) = so many different segments\n +6  /data/\\(2\\)/v1/\\(6\\)\n"),
                out);
        assertFalse(out.contains("--route"), out);
    }

    @Test
    void saysWhichFormatFitsWhenNoLineCanBeRead() throws IOException {
        assertEquals(2, dryRun(LINE.formatted("/a/b").repeat(3), "--format", "squid"));

        assertTrue(
                terminal.err().contains("squid, and nothing was written: 3 lines read as `combined`"), terminal.err());
    }

    @Test
    void readsRoutesFromTheConfiguration() throws IOException {
        Path config = Files.writeString(
                directory.resolve("footfall.properties"),
                "routes = /files/{name}=dataset:acme/{name} \\\n  /{type}/{ns}/{name}={type}:{ns}/{name}\n");

        assertEquals(
                0, dryRun(LINE.formatted("/models/a/b") + LINE.formatted("/files/c"), "--config", config.toString()));

        assertTrue(terminal.out().contains("file of  model/a/b"), terminal.out());
        assertTrue(terminal.out().contains("file of  dataset/acme/c"), terminal.out());
        assertEquals(2, dryRun("", "--set", "routes=/files/{name}"));
        assertTrue(terminal.err().contains("route \"/files/{name}\": has no \"=\""), terminal.err());
    }

    @Test
    void readsPrefixesOfHubsFromTheConfiguration() throws IOException {
        String log = LINE.formatted("/shop/api/huggingfaceml/hub/acme/rocket/resolve/main/w.bin")
                + LINE.formatted("/hf/datasets/acme/rocket/resolve/main/w.bin");

        assertEquals(0, dryRun(log, "--set", "routes=/hf /shop/api/huggingfaceml/hub"));

        assertTrue(terminal.out().contains("file of  model/acme/rocket"), terminal.out());
        assertTrue(terminal.out().contains("file of  dataset/acme/rocket"), terminal.out());
        assertTrue(terminal.out().matches("(?s).*not routed +0 .*"), terminal.out());
    }

    @Test
    void namesRepositoriesWithoutANamespaceUntilOneIsSet() throws IOException {
        String log = LINE.formatted("/bert-small/resolve/main/config.json").repeat(2)
                + LINE.formatted("/datasets/quiz/resolve/main/0.parquet");

        assertEquals(0, dryRun(log));
        String out = terminal.out();
        assertTrue(out.matches("(?s).*no namespace +3 +such as 'bert-small': set routes.namespace, .*"), out);
        assertTrue(out.contains("file of  nothing: 'bert-small' has no namespace"), out);
        terminal.clear();

        assertEquals(0, dryRun(log, "--set", "routes.namespace=library"));
        assertTrue(terminal.out().contains("file of  model/library/bert-small"), terminal.out());
        assertTrue(terminal.out().contains("file of  dataset/library/quiz"), terminal.out());
        assertEquals(2, dryRun(log, "--set", "routes.namespace=a/b"));
        assertTrue(terminal.err().contains("routes.namespace: namespace \"a/b\": each 1 to 96"), terminal.err());
    }

    @Test
    void listsTheFormatsAndShowsADeclaration() {
        assertEquals(0, terminal.execute("formats"));
        for (String preset : Formats.PRESETS) assertTrue(terminal.out().contains(preset + ": "), preset);
        terminal.clear();

        assertEquals(0, terminal.execute("formats", "squid"));
        assertTrue(terminal.out().contains("layout: pattern $time $elapsed"), terminal.out());
        assertEquals(2, terminal.execute("formats", "squit"));
    }

    static Iterable<String> presets() {
        return Formats.PRESETS;
    }

    private int dryRun(String log, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("access.log"), log);
        var arguments = new String[options.length + 3];
        arguments[0] = "import";
        arguments[1] = file.toString();
        arguments[2] = "--dry-run";
        System.arraycopy(options, 0, arguments, 3, options.length);
        return terminal.execute(arguments);
    }
}
