package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.web.ApiPages.WebFile;
import dev.footfall.queryapi.web.Dashboard;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DashboardTest {
    private static final Pattern ELSEWHERE = Pattern.compile("(?:src|href|@import|url\\()[=\"' (]*(?:https?:)?//");
    private static final Pattern MARKUP_FROM_TEXT =
            Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write");

    private static Served served;

    @BeforeAll
    static void start() {
        served = Served.serving(new InMemoryState(1));
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void servesEachFileAsWhatItIsUnderAPolicyThatAllowsNoOther() {
        for (WebFile file : Dashboard.files()) {
            HttpResponse<String> response = served.get(file.path());

            assertEquals(200, response.statusCode(), file.path());
            assertEquals(
                    file.contentType(),
                    response.headers().firstValue("Content-Type").orElseThrow());
            String policy =
                    response.headers().firstValue("Content-Security-Policy").orElseThrow();
            assertTrue(policy.contains("default-src 'none'") && !policy.contains("unsafe"), policy);
            assertEquals(
                    "nosniff",
                    response.headers().firstValue("X-Content-Type-Options").orElseThrow());
        }
    }

    @Test
    void loadsNothingFromElsewhereAndNeverTurnsTextIntoMarkup() {
        for (WebFile file : Dashboard.files()) {
            String text = new String(file.reply().get().body(), StandardCharsets.UTF_8);
            assertFalse(ELSEWHERE.matcher(text).find(), file.path());
            assertFalse(MARKUP_FROM_TEXT.matcher(text).find(), file.path());
            assertFalse(text.contains(" style="), file.path());
        }
    }

    @Test
    void sendsAFileAgainOnlyWhenItChanged() {
        String tag = served.get("/").headers().firstValue("ETag").orElseThrow();

        assertEquals(304, served.get("/", "If-None-Match", tag).statusCode());
    }

    @Test
    void isNotServedUnderTheApiPrefix() {
        assertEquals(404, served.get("/api/").statusCode());
        assertEquals(404, served.get("/api/footfall.js").statusCode());
    }
}
