package dev.footfall.aggregator.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.events.RepoId;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is asked for, and whatever hours: what a look at all entries would find. */
class StoredUserDaysPropertyTest {
    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void findsTheHoursOfOneUserInOrder(long seed) {
        var days = new RandomUserDays(seed);
        for (int i = 0; i < 20; i++) {
            String user = days.user();
            HourRange period = days.period();

            UserHours found =
                    new StoredUserDays(days.store(), period, StoredUserDaysPropertyTest::isVisible).ofUser(user);

            UserHours naive = new UserHours(
                    days.all().stream()
                            .filter(entry -> entry.user().equals(user))
                            .map(RandomUserDays.OfUser::hour)
                            .filter(hour -> isVisible(hour.repo()))
                            .filter(hour -> !hour.begin().isBefore(period.first())
                                    && !hour.begin().isAfter(period.last()))
                            .sorted()
                            .toList(),
                    false);
            assertEquals(naive, found, () -> "seed=" + seed + " of " + user + " in " + period);
        }
    }

    private static boolean isVisible(RepoId repo) {
        return !repo.equals(RandomUserDays.repo(1)) && !repo.equals(RandomUserDays.repo(3));
    }
}
