package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodParameterTest {
    private static final PeriodParameter QUARTER = new PeriodParameter(92);

    @Test
    void takesAsManyDaysAsItAllowsBothEndsIncluded() {
        assertEquals(
                Optional.of(92L),
                QUARTER.of(QueryParameters.of("from=2026-08-01&to=2026-10-31")).map(Period::days));
        assertEquals(Optional.empty(), QUARTER.of(QueryParameters.of("days=7")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=2026-08-01&to=2026-11-01",
                "from=2026-08-02&to=2026-08-01",
                "from=2026-08-01",
                "to=2026-08-01"
            })
    void refusesOneDayMoreAndHalfAPeriod(String query) {
        assertThrows(BadParameter.class, () -> QUARTER.of(QueryParameters.of(query)));
    }

    @Test
    void describesTheBoundThatItHolds() {
        assertEquals(
                "The last UTC day; requires from; at most 92 days in all.",
                QUARTER.all().get(1).meaning());
    }
}
