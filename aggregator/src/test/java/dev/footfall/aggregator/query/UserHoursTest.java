package dev.footfall.aggregator.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserHoursTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void mergesPartitionsIntoOneOrder() {
        UserHours one = UserHours.of(List.of(hour("b"), hour("a")));
        UserHours other = UserHours.of(List.of(hour("ab")));

        assertEquals(
                List.of(hour("a"), hour("ab"), hour("b")),
                UserHours.merge(List.of(one, other)).rows());
    }

    @Test
    void saysWhenThereAreTooManyInPartOfWhatIsAskedOrInAllOfIt() {
        UserHours most = UserHours.of(Collections.nCopies(UserHours.MOST, hour("a")));
        UserHours tooMany = UserHours.of(Collections.nCopies(UserHours.MOST + 1, hour("a")));
        UserHours one = UserHours.of(List.of(hour("b")));

        assertEquals(UserHours.MOST, UserHours.merge(List.of(most)).rows().size());
        assertTrue(tooMany.isTooMany());
        assertEquals(tooMany, UserHours.merge(List.of(most, one)));
        assertEquals(tooMany, UserHours.merge(List.of(one, tooMany)));
    }

    @Test
    void addsUpTheSameHourOfAUserWhoIsStoredTwice() {
        UserHours byName = UserHours.of(List.of(hour("b"), hour("a")));
        UserHours byId = UserHours.of(List.of(hour("c"), hour("b")));

        assertEquals(
                List.of(hour("a"), new UserHour(hour("b").repo(), NOON, 2, 2, 2), hour("c")),
                UserHours.merge(List.of(byName, byId))
                        .named(UnaryOperator.identity())
                        .rows());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T12:00:01Z, 2026-11-20T13:00:00Z",
        "2026-11-20T12:00:00Z, 2026-11-20T13:00:00.001Z",
        "2026-11-20T12:00:00Z, 2026-11-20T11:00:00Z",
        "1969-12-31T23:00:00Z, 2026-11-20T11:00:00Z",
        "2026-11-20T12:00:00Z, +10000-01-01T00:00:00Z",
    })
    void refusesWhatIsNoRunOfHours(Instant first, Instant last) {
        assertThrows(IllegalArgumentException.class, () -> new HourRange(first, last));
    }

    private static UserHour hour(String name) {
        return new UserHour(new RepoId(RepoType.MODEL, "o", name), NOON, 1, 1, 1);
    }
}
