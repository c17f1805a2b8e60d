package dev.footfall.aggregator.reading;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.UserDayKey;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.NameUsers;
import dev.footfall.aggregator.query.PackedUsers;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.aggregator.query.UserSum;
import dev.footfall.aggregator.reading.RandomUserDays.OfUser;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Renames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is asked for, and whatever hours: what a look at all entries would find. */
@Tag("slow")
class StoredUserDaysPropertyTest {
    private static final Comparator<String> ORDER = (one, other) ->
            UserPage.compare(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private static final RepoId RENAMED = RandomUserDays.repo(0);
    private static final Renames RENAMES = Renames.of(List.of(new RenameEvent(
            RENAMED, Optional.of(new RepoId(RENAMED.type(), "o", "new")), Instant.parse("2026-01-01T00:00:00Z"))));

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("proof") ? 100 : 25);
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
            Map<RepoId, Set<String>> ofNames = new HashMap<>();
            Optional<String> after = Optional.empty();
            do {
                UserPage page = new StoredUserDays(days.store(), period, StoredUserDaysPropertyTest::isVisible)
                        .users(after, most, RENAMES);
                for (NameUsers of : page.names()) {
                    Stream<String> ids = of.places().stream()
                            .map(unpacked(page.users())::get)
                            .map(UserSum::user);
                    ofNames.computeIfAbsent(of.name(), any -> new HashSet<>()).addAll(ids.toList());
                }
                users.addAll(unpacked(page.users()));
                page.repositories().forEach(of -> ofRepositories.merge(of.repo(), of.users(), Long::sum));
                after = page.last();
            } while (after.isPresent());

            String context = "seed=" + seed + " in " + period + " by " + most;
            List<OfUser> found = days.in(period, StoredUserDaysPropertyTest::isVisible);
            assertEquals(sums(found), users.stream().collect(toMap(UserSum::user, sum -> sum)), context);
            Map<RepoId, Set<String>> ofAll = usersOf(found);
            assertEquals(ofAll.get(RENAMED), ofNames.remove(RENAMED), context);
            assertEquals(Map.of(), ofNames, context);
            ofAll.remove(RENAMED);
            assertEquals(ofAll.keySet(), ofRepositories.keySet(), context);
            ofAll.forEach((repo, of) -> assertEquals(of.size(), ofRepositories.get(repo), context));
            assertEquals(sums(found).keySet().stream().sorted(ORDER).toList(), names(users), context);
        }
    }

    @Test
    void endsAPageOfLongIdsBeforeItIsTooLongForAnAnswer() {
        KeyValueStore<Bytes, byte[]> store =
                Stores.inMemoryKeyValueStore("user-days").get();
        byte[] value =
                new ValueWriter(1).number(0).number(1).number(1).number(0).toByteArray();
        for (int i = 0; i < 30_000; i++) {
            byte[] visitor =
                    String.format(Locale.ROOT, "u%s%06d", "猫".repeat(250), i).getBytes(StandardCharsets.UTF_8);
            StoreKey row = StoreKey.ofRow(RandomUserDays.repo(0).keyBytes(), RandomUserDays.FIRST_DAY);
            store.put(Bytes.wrap(UserDayKey.of(row, visitor).bytes()), value);
        }

        Instant begin = HourRange.begin(RandomUserDays.FIRST_DAY, 0);
        UserPage page = new StoredUserDays(store, new HourRange(begin, begin), any -> true)
                .users(Optional.empty(), UserPage.MOST, Renames.NONE);

        assertTrue(page.last().isPresent());
        int excess = page.users().toByteArray().length - UserPage.FULL_BYTES;
        assertTrue(0 <= excess && excess < 1_000, "more by " + excess);
    }

    private static List<UserSum> unpacked(PackedUsers packed) {
        List<UserSum> users = new ArrayList<>();
        for (PackedUsers.Cursor at = packed.cursor(); at.next(); ) {
            String user = new String(at.user(), StandardCharsets.UTF_8);
            users.add(new UserSum(user, at.files(), at.downloads(), at.bytes()));
        }
        return users;
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

    private static Map<RepoId, Set<String>> usersOf(List<OfUser> found) {
        return found.stream().collect(groupingBy(of -> of.hour().repo(), HashMap::new, mapping(OfUser::user, toSet())));
    }
}
