package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.queryapi.http.Registered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Charts, pictures and badges on a page of another origin in a browser. */
@Tag("browser")
class EmbedPagesTest {
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "acme", "wanted");
    private static final RepoId OTHER = new RepoId(RepoType.DATASET, "acme", "table");
    private static final RepoId HIDDEN = new RepoId(RepoType.MODEL, "acme", "hidden");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String IN_CHART = "document.querySelector('footfall-chart').shadowRoot.querySelector";

    private static Viewer viewer;
    private static HttpServer hub;
    private static QueryServer server;
    private static String page = "";

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", exchange -> {
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        hub.start();
        var state = new InMemoryState(2);
        for (long age = 0; age < 60; age++) {
            long downloads = 40 + (age * 37) % 23 + age;
            state.put(MODEL, TODAY.minusDays(age), new DailyCounts(downloads, downloads / 3, downloads * 2, 0));
            state.put(OTHER, TODAY.minusDays(age), new DailyCounts(downloads / 4, 0, downloads, 0));
        }
        state.put(HIDDEN, TODAY, new DailyCounts(7, 0, 7, 0)).register(Registered.privately(HIDDEN));
        server = Viewer.serveFramedBy(state.current(Instant.parse("2026-11-20T14:20:33Z"), 0), hub());
    }

    @AfterAll
    static void stop() {
        if (server == null) return;
        server.close();
        hub.stop(0);
    }

    @AfterEach
    void closeTabs() {
        viewer.close();
    }

    private static String hub() {
        return "http://127.0.0.1:" + hub.getAddress().getPort();
    }

    private static String node() {
        return "http://127.0.0.1:" + server.port();
    }

    private static Browser.Tab show(String scheme, String markup) {
        page = "<!doctype html><meta charset=utf-8><meta name=color-scheme content='light dark'><title>Hub</title>"
                + markup;
        return viewer.tab(NOBODY).preferring(scheme).sized(760, 460).open(hub());
    }

    /** A script with this element, as the documentation shows it. */
    private static String element(String attributes) {
        return "<script type=module src=" + node() + "/footfall-chart.js></script><footfall-chart " + attributes
                + "></footfall-chart>";
    }

    private static String awaitText(Browser.Tab tab, String selector, String part) {
        return Awaitility.await()
                .until(
                        () -> tab.value(IN_CHART + "('" + selector + "')?.textContent ?? ''")
                                .asText(),
                        text -> text.contains(part));
    }

    @Test
    void drawsAChartThatKeysExploreOnAPageOfAnotherOrigin() {
        Browser.Tab tab = show("light", element("repository=models/acme/wanted days=7"));

        assertEquals("acme/wanted365 downloads, 7 days", awaitText(tab, ".heading", "wanted"));
        tab.value(IN_CHART + "('.chart').focus()");
        tab.value(IN_CHART + "('.chart').dispatchEvent(new KeyboardEvent('keydown', { key: 'End' }))");
        assertEquals(
                "Fri, Nov 20, until 14:20 UTC: 40 downloads (13 signed in)", awaitText(tab, ".readout", "signed in"));
        tab.value("document.querySelector('footfall-chart').setAttribute('days', '3')");
        awaitText(tab, ".heading", "3 days");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    @Tag("proof")
    void isInTheThemeOfTheSystemOrOfTheAttribute() {
        String background = "getComputedStyle(document.querySelector('footfall-chart')).backgroundColor";
        Browser.Tab tab = show("dark", element("repository=models/acme/wanted"));
        awaitText(tab, ".heading", "wanted");

        assertEquals("rgb(22, 29, 33)", tab.value(background).asText());
        keep(tab, "component-dark");

        tab.value("document.querySelector('footfall-chart').setAttribute('theme', 'light')");
        assertEquals("rgb(255, 255, 255)", tab.value(background).asText());
    }

    @Test
    @Tag("proof")
    void asksAgainByItselfWhereTheServerWasNotReady() {
        page = "<!doctype html><title>Hub</title>" + element("repository=models/acme/wanted days=7");
        Browser.Tab tab = viewer.tab(NOBODY)
                .beginning("const soon = setTimeout; globalThis.again = [];"
                        + " setTimeout = (act, millis) => millis === 30000 ? again.push(act) : soon(act, millis);"
                        + " globalThis.real = fetch; fetch = async () => new Response('{}', { status: 503 });")
                .open(hub());
        awaitText(tab, "p", "the server answered 503.");

        tab.value("fetch = real; again.splice(0).forEach(act => act())");

        awaitText(tab, ".heading", "365 downloads");
    }

    @Test
    @Tag("proof")
    void saysWhatItCannotShow() {
        Browser.Tab tab = show("light", element("repository=models/acme/hidden"));
        awaitText(tab, "p", "no such repository");

        tab.value("document.querySelector('footfall-chart').setAttribute('repository', 'models/acme/wanted')");
        tab.value("document.querySelector('footfall-chart').setAttribute('days', '0')");
        awaitText(tab, "p", "days is \"0\", allowed: an integer from 1 to 365");
    }

    @Test
    @Tag("proof")
    void saysThatAProxyAnswers() {
        Browser.Tab tab = show(
                "light",
                "<script>fetch = async () => new Response('<html>', { status: 502 })</script>"
                        + element("repository=models/acme/wanted"));

        assertEquals("Downloads: the server answered 502.", awaitText(tab, "p", "Downloads"));
    }

    @Test
    void isFramedByTheOriginsThatTheSettingNamesAndNoOther() {
        String frame =
                "<iframe width=720 height=400 src=" + node() + "/embed/models/acme/wanted?days=7&theme=%s></iframe>";
        Browser.Tab tab = show("light", frame.formatted("light"));

        String heading = IN_CHART + "('.heading')?.textContent ?? ''";
        Awaitility.await()
                .until(() -> tab.valueInFrame(
                                "document.readyState === 'complete' && document.querySelector('footfall-chart') ? "
                                        + heading + " : ''")
                        .asText()
                        .contains("365 downloads"));
        assertEquals(List.of(), tab.complaints());
        keep(tab, "frame");
        assertTrue(refuses(show("light", "<iframe src=" + node() + "></iframe>")));
        hubIsAt("localhost", frame.formatted("light"));
    }

    /** Another name of this machine is another origin. */
    private static void hubIsAt(String host, String markup) {
        page = markup;
        Browser.Tab tab = viewer.tab(NOBODY).open(hub().replace("127.0.0.1", host));
        assertTrue(refuses(tab));
    }

    private static boolean refuses(Browser.Tab tab) {
        Awaitility.await().until(() -> !tab.complaints().isEmpty());
        return tab.complaints().toString().contains("frame-ancestors");
    }

    @Test
    void showsPicturesInTheReadersThemeAndAGreyBadgeOfWhatIsNotThere() {
        String stats = node() + "/models/acme/wanted/stats/";
        Browser.Tab tab = show(
                "dark",
                "<body style='background:#0e1316'><img src=" + stats + "chart.svg><p><img src=" + stats
                        + "badge.svg> <img src=" + stats
                        + "badge.svg?label=pulls&color=orange&style=flat-square> <img src="
                        + node() + "/models/acme/hidden/stats/badge.svg> <img src=" + stats
                        + "sparkline.svg><p><img src="
                        + node() + "/v1/compare.svg?repos=acme/wanted,datasets/acme/table,acme/hidden&height=200>");

        assertEquals(
                "640,104,71,133,120,640",
                tab.value(
                                "Promise.all([...document.images].map(one => one.decode())).then(() => [...document.images].map(one => one.naturalWidth).join())")
                        .asText());
        keep(tab.sized(760, 560), "pictures-dark");
        keep(
                show("light", page.replaceAll("<body[^>]*>", "").replaceAll("^.*</title>", ""))
                        .sized(760, 560),
                "pictures-light");
    }

    @Test
    @Tag("proof")
    void styleAPictureThatIsOpenedByItself() {
        Browser.Tab tab = viewer.tab(NOBODY).preferring("dark").open(node() + "/models/acme/wanted/stats/chart.svg");

        assertEquals(
                "rgb(22, 29, 33)",
                tab.value("getComputedStyle(document.querySelector('.ff-card')).fill")
                        .asText());
    }

    @Test
    @Tag("proof")
    void describesTheApiInTheDarkWithAWayBackToTheDashboard() {
        Browser.Tab tab =
                viewer.tab(NOBODY).preferring("dark").sized(1_000, 700).open(node() + "/docs");

        tab.textWith("#api", "Repositories");
        assertEquals(
                "rgb(28, 32, 34)",
                tab.value("getComputedStyle(document.body).backgroundColor").asText());
        String text = tab.value("document.body.innerText").asText();
        assertTrue(!text.contains("dev.footfall") && !text.contains("default\n"), text);
        keep(tab, "docs-dark");
        tab.value("document.getElementById('back').click()");
        tab.textWith("footer", "API");
        assertEquals(
                node() + "/docs",
                tab.value("[...document.querySelectorAll('footer a')].find(one => one.textContent === 'API').href")
                        .asText());
    }

    /** Writes a picture into the directory that the property {@code pictures} names, if there is one. */
    private static void keep(Browser.Tab tab, String name) {
        String directory = System.getProperty("pictures", "");
        if (directory.isEmpty()) return;
        try {
            Files.write(Path.of(directory, name + ".png"), tab.picture("png"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
