package dev.footfall.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.BalanceDays;
import dev.footfall.events.BalanceNumbers;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.CallerRules;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import dev.footfall.queryapi.route.OneNode;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to clients of other APIs, with and without what other systems counted. */
class OpeningBalancesTest {
    private static final String ADMIN = Tokens.bearer("root", Set.of(), true);

    private final OpeningBalances balances = new OpeningBalances();
    private final Served served = Served.serving(
            OneNode.reader(DialectState.state(4), true, OneNode.facts(balances)),
            Served.config(new CallerRules(Tokens.CONFIG, 0, TrustedProxies.NONE)));

    @AfterEach
    void stop() {
        served.close();
    }

    private void state() {
        LocalDate day = LocalDate.parse("2026-11-18");
        for (BalanceDays about :
                new BalanceDays[] {new BalanceDays("kohakuhub", day, true), new BalanceDays("kohakuhub", day, false)})
            balances.apply(
                    new OpeningBalance(DialectState.MODEL, about, Optional.of(BalanceNumbers.of(1_000)), Served.NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/npm/downloads/point/last-week/org/Name.1",
                "/npm/downloads/range/last-week/org/Name.1",
                "/pypi/api/packages/org/Name.1/recent",
                "/pypi/api/packages/org/Name.1/overall",
                "/packagist/packages/org/Name.1/stats/all.json",
                "/packagist/packages/org/Name.1/downloads.json",
                "/model_references/statistics/model/with-stats",
                "/v1/analytics/models",
                "/v1/analytics/summary",
                "/data"
            })
    void packagesCategoriesAnalyticsAndDataLeaveThemOut(String path) {
        String counted = served.get(path, "Authorization", ADMIN).body();

        state();
        HttpResponse<String> answer = served.get(path, "Authorization", ADMIN);

        assertEquals(200, answer.statusCode());
        assertEquals(counted, answer.body());
    }

    @Test
    void huggingFaceHasThemInTheDownloadsOfAllTime() {
        state();

        assertEquals(
                2_017,
                served.json("/hf/api/models/org/Name.1?expand=downloadsAllTime")
                        .get("downloadsAllTime")
                        .asLong());
    }
}
