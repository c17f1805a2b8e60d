package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.QueryConfig;
import dev.footfall.queryapi.http.Served;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbedEndpointTest {
    private static final String PAGE = "/embed/models/alice/m";

    private static Served framedBy(String origins) {
        var config = new QueryConfig(
                "127.0.0.1",
                0,
                QueryConfig.ANY_LAG,
                QueryConfig.Unregistered.PUBLIC,
                Served.ANYBODY,
                origins,
                Served.COUNTRIES_MIN,
                false);
        return Served.serving(new InMemoryState(1), config);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void mayBeFramedByNobodyUnlessASettingSaysSo() {
        try (Served served = framedBy(QueryConfig.NO_ORIGIN)) {
            for (String path : List.of(PAGE, "/", "/docs", "/trending", "/models/alice/m/stats/badge.svg")) {
                HttpResponse<String> response = served.get(path);
                assertEquals("DENY", header(response, "X-Frame-Options"), path);
                assertTrue(header(response, "Content-Security-Policy").contains("frame-ancestors 'none'"), path);
            }
        }
    }

    @Test
    void mayBeFramedByOriginsThatASettingNamesAndNoOtherPageMay() {
        try (Served served = framedBy("https://hub.example.org https://*.example.net")) {
            HttpResponse<String> page = served.get(PAGE);
            assertEquals("", header(page, "X-Frame-Options"));
            assertTrue(header(page, "Content-Security-Policy")
                    .endsWith("frame-ancestors https://hub.example.org https://*.example.net"));
            for (String path :
                    List.of("/", "/docs", "/trending", "/models/alice/m/stats/chart.svg", PAGE + "?days=0")) {
                assertEquals("DENY", header(served.get(path), "X-Frame-Options"), path);
            }
        }
    }

    @Test
    void isTheSameForWhatIsUnknownAndNeverMarkup() {
        try (Served served = framedBy("*")) {
            String page = served.get("/embed/datasets/a%22%3E%3Cscript%3E/%25s?title=%22%3E&theme=dark&days=7")
                    .body();

            assertTrue(
                    page.contains("repository=\"datasets/a&quot;&gt;&lt;script&gt;/%s\" days=\"7\" theme=\"dark\""),
                    page);
            assertTrue(page.contains("heading=\"&quot;&gt;\"") && page.contains("content=\"dark\""), page);
            assertFalse(page.contains("<script>"), page);
        }
    }
}
