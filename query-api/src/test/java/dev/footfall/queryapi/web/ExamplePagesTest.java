package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.ADMIN;
import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.OperationsApi;
import dev.footfall.queryapi.http.QueryServer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The views in a browser, over numbers that are made up and names that would be markup. */
@Tag("browser")
class ExamplePagesTest {
    private static Viewer viewer;
    private static QueryServer server;

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        server = Viewer.serve(
                new InMemoryState(1),
                Projections.ALL,
                List.of(new ExampleApi(), new OperationsApi(), new ApiPages(), new Dashboard()));
    }

    @AfterAll
    static void stop() {
        if (server == null) return;
        server.close();
    }

    @AfterEach
    void closeTabs() {
        viewer.close();
    }

    @Test
    void showsAdministratorsTheAnalytics() {
        Browser.Tab tab = viewer.open(server, "#analytics", ADMIN);

        String text = tab.textWith("#page", "Busiest");

        assertEquals("Downloads 321 Files 1,234 Repositories 2 Users 17", Viewer.oneLine(tab, ".tiles"));
        assertTrue(text.contains("Busiest day: Fri, Nov 20, 1,234 files"), text);
        assertTrue(Viewer.oneLine(tab, ".pair")
                .contains("myorg/mymodel 300 1,200 16 datasets/" + ExampleApi.HOSTILE + "/x 21 34 1"));
        assertTrue(Viewer.oneLine(tab, ".pair").contains(ExampleApi.HOSTILE + " 99 5.0 MB"));
        Viewer.assertHarmless(tab);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SVG", "PNG"})
    void savesItsChartAsAPicture(String kind) {
        Browser.Tab tab = viewer.open(server, "#analytics", ADMIN);
        tab.textWith("#page", "Busiest");
        tab.value("HTMLAnchorElement.prototype.click = function () { globalThis.saved = this.download; }");

        tab.value("[...document.querySelectorAll('#page .tools button')].find(one => one.textContent === '" + kind
                + "').click()");
        tab.await("globalThis.saved");

        assertEquals(
                "analytics-files-per-day." + kind.toLowerCase(Locale.ROOT),
                tab.value("saved").asText());
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void tellsTheNumbersOfABarThatIsChosenWithTheKeyboard() {
        Browser.Tab tab = viewer.open(server, "#analytics", ADMIN);
        tab.textWith("#page", "Busiest");

        tab.value("document.querySelector('.chart').dispatchEvent(new KeyboardEvent('keydown', {key: 'End'}))");

        tab.textWith(
                ".readout",
                "Fri, Nov 20, until 23:59 UTC: 1,234 files: myorg/mymodel 1,200, datasets/" + ExampleApi.HOSTILE
                        + "/x 34");
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void showsACategoryAndItsRepositories() {
        Browser.Tab tab = viewer.open(server, "#category/llm", NOBODY);

        tab.textWith("#page", "Total");

        String text = Viewer.oneLine(tab, "#page");
        assertTrue(text.contains("Repositories 3 With downloads 2 Downloads 55 Files 777 Sent 1.5 GB NSFW 1"), text);
        assertTrue(text.contains("datasets/myorg/much 4 40 44 " + ExampleApi.HOSTILE + "/few 1 10 11"), text);
        assertTrue(text.contains("6B-9B 1 not registered 2"), text);
        assertTrue(text.contains("Base models " + ExampleApi.HOSTILE + " 2 7 1"), text);
        assertTrue(text.contains("files-1 700 2 70 1 7"), text); // keys that are numbers would come first
        assertEquals("llm category", Viewer.oneLine(tab, "#page h1"));
        assertFalse(text.contains("never"), text);
        assertEquals(
                "#dataset/myorg/much",
                tab.value("document.querySelector('.scroll a').hash").asText());
        Viewer.assertHarmless(tab);
    }
}
