package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.footfall.cli.ConfiguredExtras;
import dev.footfall.cli.demo.DemoData;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.web.Browser;
import dev.footfall.rules.ProjectionNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard over the demo's data and an old log, as the README shows it, light and dark. With {@code -Dpictures=true} it
 * draws the README's pictures anew, which otherwise stay as they are.
 */
@Tag("proof")
class DashboardPicturesIT {
    private static final Path ROOT = Path.of("..");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long MOST_BYTES = 150 << 10;
    private static final String HERON = "northgrid/heron-34B-chat";
    private static final RepoId OLD = new RepoId(RepoType.DATASET, "archive", "web-logs");
    private static final String IS_WHOLE =
            "![...document.querySelectorAll('main [aria-busy=true]')].some(one => one.checkVisibility())"
                    + " && [...document.querySelectorAll('.tile strong')].every(one => one.textContent !== '…')";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /**
     * A picture of the README.
     *
     * @param script what a visitor does as soon as the page shows {@code text}, if anything
     * @param done what {@code selector} shows when all is drawn
     */
    private record Picture(
            String name, String page, int height, String text, String script, String selector, String done) {
        Picture(String name, String page, int height, String text) {
            this(name, page, height, text, "", "main", text);
        }
    }

    private static final List<Picture> PICTURES = List.of(
            new Picture("ranking", "#", 960, "heron-34B-chat"),
            new Picture(
                    "search",
                    "#",
                    960,
                    "heron-34B-chat",
                    "document.getElementById('search').focus(); document.execCommand('insertText', false, 'kestrel')",
                    "ul.hits",
                    "kestrel"),
            new Picture("repository", "#model/" + HERON + "?show=classes", 960, "Downloads by class of client per day"),
            new Picture(
                    "compare",
                    "#compare/" + HERON
                            + ",quiet-harbor/kestrel-1.5B-chat,datasets/northgrid/weather-maps-cleaned?scale=log",
                    680,
                    "3 repositories, 30 days"),
            new Picture(
                    "old-log",
                    "#dataset/" + OLD.namespace() + "/" + OLD.name(),
                    960,
                    "Busiest day: Fri, Jun 26, 2015"));

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void showsEachPageOfTheReadme() throws Exception {
        Optional<Path> executable = Browser.installed();
        assumeTrue(executable.isPresent(), "no browser is installed");
        var settings = SmallHouse.settings(directory.resolve("data"), "names");
        DataDirectory.chooseProjections(directory.resolve("data"), ProjectionNames.ALL); // as the demo does
        HttpServer hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.start();
        try (var house = Standalone.start(settings, ConfiguredExtras.all(settings), reason -> fail(reason));
                var browser = Browser.start(executable.get(), Files.createDirectory(directory.resolve("profile")))) {
            sendOldLog(house.ingest().port());
            new DemoData(house.publisher(), directory.resolve("demo-until")).publish(Instant.now());
            String root = "http://127.0.0.1:" + house.query().port() + "/";
            Awaitility.await().atMost(PATIENCE).until(() -> isCounted(root));

            for (String scheme : List.of("light", "dark")) {
                for (Picture picture : PICTURES) {
                    draw(picture.name, scheme, show(browser, picture, root, scheme));
                }
                draw("embedded", scheme, embedded(browser, hub, root, scheme));
            }
        } finally {
            hub.stop(0);
        }
    }

    private static Browser.Tab show(Browser browser, Picture picture, String root, String scheme) {
        Browser.Tab tab = tab(browser, scheme, picture.height).open(root + picture.page);
        tab.textWith("main", picture.text);
        tab.value(picture.script + "; undefined");
        tab.textWith(picture.selector, picture.done);
        Awaitility.await()
                .atMost(PatientHttp.PATIENCE)
                .until(() -> tab.value(IS_WHOLE).asBoolean());
        return tab;
    }

    private static Browser.Tab tab(Browser browser, String scheme, int height) {
        return browser.tab(System.currentTimeMillis(), Optional.empty())
                .preferring(scheme)
                .sized(1200, height);
    }

    /** A hub's page of another origin that shows a chart. */
    private static Browser.Tab embedded(Browser browser, HttpServer hub, String root, String scheme) {
        String page =
                "<!doctype html><meta charset=utf-8><meta name=color-scheme content='light dark'><title>Hub</title>"
                        + "<style>body { font: 16px/1.5 sans-serif; margin: 2rem auto; max-width: 60rem }</style>"
                        + "<h1>Heron 34B chat</h1><p>A page of another site, with Footfall's chart.</p>"
                        + "<script type=module src=" + root + "footfall-chart.js></script>"
                        + "<footfall-chart repository=models/" + HERON + " days=30></footfall-chart>";
        String path = "/" + scheme;
        hub.createContext(path, exchange -> {
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        Browser.Tab tab = tab(browser, scheme, 560)
                .open("http://127.0.0.1:" + hub.getAddress().getPort() + path);
        Awaitility.await()
                .atMost(PatientHttp.PATIENCE)
                .until(() -> tab.value("document.querySelector('footfall-chart').shadowRoot?.textContent ?? ''")
                        .asText()
                        .contains("downloads, 30 days"));
        return tab;
    }

    private void draw(String name, String scheme, Browser.Tab tab) throws IOException {
        assertEquals(List.of(), tab.complaints());
        String file = "docs/images/" + name + (scheme.equals("dark") ? "-dark" : "") + ".webp";
        if (Boolean.getBoolean("pictures")) Files.write(ROOT.resolve(file), tab.picture("webp"));
        assertTrue(Files.readString(ROOT.resolve("README.md")).contains(file), file);
        assertTrue(
                Files.size(ROOT.resolve(file)) < MOST_BYTES,
                file + " has " + Files.size(ROOT.resolve(file)) + " bytes");
        tab.close();
    }

    /** Posts downloads of May and June 2015. */
    private static void sendOldLog(int port) throws IOException, InterruptedException {
        var random = new SplittableRandom(2015);
        var events = new StringBuilder();
        Instant start = Instant.parse("2015-05-01T00:00:00Z");
        for (int number = 0; number < 4_000; number++) {
            long second = (long) (86_400 * 60 * Math.sqrt(random.nextDouble()));
            events.append(String.format(
                    "{\"id\":\"old-%1$d\",\"time\":\"%2$s\",\"repo_type\":\"dataset\",\"repo\":\"%3$s/%4$s\",\"path\":\"log-%5$d.gz\","
                            + "\"method\":\"GET\",\"status\":200,\"bytes\":%6$d,\"user\":\"reader-%7$d\"}%n",
                    number,
                    start.plusSeconds(second),
                    OLD.namespace(),
                    OLD.name(),
                    random.nextInt(9),
                    1 << 20,
                    random.nextInt(400)));
        }
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/events"))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(events.toString()))
                .build();
        assertEquals(
                202, CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    private static boolean isCounted(String root) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(root + "trending?days=30")).build();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        return response.body().contains(HERON)
                && response.headers().firstValue("X-Footfall-Lag").equals(Optional.of("0"));
    }
}
