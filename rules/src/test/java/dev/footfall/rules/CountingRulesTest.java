package dev.footfall.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.Via;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountingRulesTest {
    private static final CountingRules COUNTING_REDIRECTS =
            new CountingRules(Duration.ofMinutes(30), Duration.ofDays(14), CountingRules.Redirects.COUNT);

    @ParameterizedTest
    @CsvSource({
        "HTTP, GET,  200,    , counted",
        "HTTP, GET,  206,    , counted",
        "HTTP, GET,  206, 0  , counted",
        "HTTP, GET,  206, 1  , range",
        "HTTP, GET,  200, 5  , counted",
        "HTTP, HEAD, 200,    , method",
        "HTTP, HEAD, 404,    , method",
        "HTTP, get,  200,    , method",
        "HTTP, POST, 200,    , method",
        "HTTP, GET,  304,    , status",
        "HTTP, GET,  404, 7  , status",
        "HTTP, GET,  302,    , status",
        "LFS,  GET,  200,    , counted",
        "LFS,  PUT,  200,    , method",
        "GIT,  POST, 200,    , counted",
        "GIT,  GET,  200,    , method",
        "GIT,  POST, 401,    , status",
    })
    void namesTheFirstReason(Via via, String method, int status, @Nullable Long rangeStart, String expected) {
        assertEquals(expected, verdict(CountingRules.DEFAULT, via, method, status, rangeStart));
    }

    @ParameterizedTest
    @CsvSource({"302, counted", "307, counted", "301, status", "303, status", "308, status", "200, counted"})
    void countsRedirectsToStorageWhereTheyAreSaidToCount(int status, String expected) {
        assertEquals(expected, verdict(COUNTING_REDIRECTS, Via.HTTP, "GET", status, null));
    }

    private static String verdict(CountingRules rules, Via via, String method, int status, @Nullable Long rangeStart) {
        return rules.exclude(new DownloadEvent.Request(via, method, status, 0, rangeStart))
                .map(ExclusionReason::label)
                .orElse("counted");
    }
}
