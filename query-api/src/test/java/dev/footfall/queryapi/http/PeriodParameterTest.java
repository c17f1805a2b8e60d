package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodParameterTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final PeriodParameter QUARTER = PeriodParameter.of(7, 30, 92);

    @ParameterizedTest
    @CsvSource({
        "'',2026-11-14,2026-11-20",
        "days=2,2026-11-19,2026-11-20",
        "from=2026-08-01&to=2026-10-31,2026-08-01,2026-10-31",
        "from=2026-11-20,2026-11-20,2026-11-20",
        "from=2026-09-01,2026-09-01,2026-11-20",
        "to=2026-10-31,2026-10-25,2026-10-31",
        "to=2026-10-31&days=3,2026-10-29,2026-10-31",
        "from=2026-10-31&days=3,2026-10-31,2026-11-02",
        "from=9999-12-31&days=1,9999-12-31,9999-12-31",
        "to=1970-01-07,1970-01-01,1970-01-07"
    })
    void completesWhatIsNotGiven(String query, String start, String end) {
        var expected = new Period(LocalDate.parse(start), LocalDate.parse(end));

        assertEquals(expected, QUARTER.of(QueryParameters.of(query), TODAY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=2026-08-01&to=2026-11-01",
                "from=2026-08-02&to=2026-08-01",
                "from=2026-08-20",
                "from=2026-11-21",
                "from=9999-12-31&days=2",
                "from=2026-11-01&to=2026-11-02&days=2",
                "to=1970-01-06",
                "to=1970-01-01&days=2",
                "days=31",
                "days="
            })
    void refusesOneDayMoreAndWhatContradictsItself(String query) {
        assertThrows(BadParameter.class, () -> QUARTER.of(QueryParameters.of(query), TODAY));
    }

    @Test
    void choosesAllDaysWhereNoneIsAskedFor() {
        PeriodParameter all = PeriodParameter.optional(92);

        assertEquals(Optional.empty(), all.ifGiven(QueryParameters.of("format=csv"), TODAY));
        assertEquals(
                Optional.of(92L),
                all.ifGiven(QueryParameters.of("to=2026-11-01"), TODAY).map(Period::days));
    }

    @Test
    void describesTheBoundThatItHolds() {
        assertEquals(
                "The last UTC day, by default today; at most 92 days in all.",
                QUARTER.all().get(2).meaning());
    }
}
