package dev.footfall.aggregator.stores;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.aggregator.query.UserSum;
import dev.footfall.aggregator.stores.RandomUserDays.OfUser;
import dev.footfall.events.RepoId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is asked for, and whatever hours: what a look at all entries would find. */
class StoredUserDaysPropertyTest {
    private static final Comparator<String> ORDER = (one, other) ->
            UserPage.compare(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

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
                    days.in(period, StoredUserDaysPropertyTest::isVisible).stream()
                            .filter(entry -> entry.user().equals(user))
                            .map(OfUser::hour)
                            .sorted()
                            .toList(),
                    false);
            assertEquals(naive, found, () -> "seed=" + seed + " of " + user + " in " + period);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void addsUpAllUsersOnPagesOfAnySize(long seed) {
        var days = new RandomUserDays(seed);
        for (int i = 0; i < 20; i++) {
            HourRange period = days.period();
            int most = 1 + i % 5;

            List<UserSum> users = new ArrayList<>();
            Map<RepoId, Long> ofRepositories = new HashMap<>();
            Optional<String> after = Optional.empty();
            do {
                UserPage page = new StoredUserDays(days.store(), period, StoredUserDaysPropertyTest::isVisible)
                        .users(after, most);
                users.addAll(page.users());
                page.repositories().forEach(of -> ofRepositories.merge(of.repo(), of.users(), Long::sum));
                after = page.last();
            } while (after.isPresent());

            String context = "seed=" + seed + " in " + period + " by " + most;
            List<OfUser> found = days.in(period, StoredUserDaysPropertyTest::isVisible);
            assertEquals(sums(found), users.stream().collect(toMap(UserSum::user, sum -> sum)), context);
            assertEquals(ofRepositories(found), ofRepositories, context);
            assertEquals(sums(found).keySet().stream().sorted(ORDER).toList(), names(users), context);
        }
    }

    private static boolean isVisible(RepoId repo) {
        return !repo.equals(RandomUserDays.repo(1)) && !repo.equals(RandomUserDays.repo(3));
    }

    private static List<String> names(List<UserSum> users) {
        return users.stream().map(UserSum::user).toList();
    }

    private static Map<String, UserSum> sums(List<OfUser> found) {
        return found.stream()
                .map(of -> new UserSum(
                        of.user(),
                        of.hour().files(),
                        of.hour().downloads(),
                        of.hour().bytes()))
                .collect(toMap(UserSum::user, sum -> sum, UserSum::plus));
    }

    private static Map<RepoId, Long> ofRepositories(List<OfUser> found) {
        return found.stream()
                .collect(groupingBy(of -> of.hour().repo(), mapping(OfUser::user, collectingAndThen(toSet(), users ->
                        (long) users.size()))));
    }
}
