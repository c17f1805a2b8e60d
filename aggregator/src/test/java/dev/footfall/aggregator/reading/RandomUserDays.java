package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.UserDayKey;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Users' days by chance: ids that begin like others, of one length or not, with slashes, zeros and signs of any size. */
final class RandomUserDays {
    static final int FIRST_DAY = 20_400;

    private static final List<RepoType> TYPES = List.of(RepoType.values());
    private static final String[] USERS = {"a", "A", "b", "aa", "a/b", "ä", "猫", "a\u0000", "\ud83d\ude00", "alice"};
    private static final int DAYS = 12;

    private final Random random;
    private final List<OfUser> all = new ArrayList<>();
    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("user-days").get();

    /** An hour and whose it is. */
    record OfUser(String user, UserHour hour) {}

    RandomUserDays(long seed) {
        this.random = new Random(seed);
        for (int day = 0; day < DAYS; day += 1 + random.nextInt(3)) {
            for (String user : USERS) addDay(FIRST_DAY + day, user);
        }
    }

    private void addDay(int day, String user) {
        for (int i = 0; i < 5; i++) {
            if (random.nextInt(3) > 0) continue;
            RepoId repo = repo(i);
            var value = new ValueWriter(1);
            for (int hour = random.nextInt(4); hour < 24; hour += 1 + random.nextInt(12)) {
                long files = 1L + random.nextInt(9);
                long downloads = random.nextInt(3);
                long bytes = random.nextInt(5) == 0 ? Long.MAX_VALUE : random.nextInt(1_000);
                value.number(hour).number(files).number(downloads).number(bytes);
                all.add(new OfUser(user, new UserHour(repo, HourRange.begin(day, hour), files, downloads, bytes)));
            }
            byte[] visitor = ('u' + user).getBytes(StandardCharsets.UTF_8);
            StoreKey key = UserDayKey.of(StoreKey.ofRow(repo.keyBytes(), day), visitor);
            store.put(Bytes.wrap(key.bytes()), value.toByteArray());
        }
    }

    static RepoId repo(int number) {
        return new RepoId(TYPES.get(number % 3), "o", "r" + number);
    }

    /** The hours of a period in visible repositories. */
    List<OfUser> in(HourRange period, Predicate<RepoId> visible) {
        return all.stream()
                .filter(of -> visible.test(of.hour().repo()))
                .filter(of -> !of.hour().begin().isBefore(period.first())
                        && !of.hour().begin().isAfter(period.last()))
                .toList();
    }

    KeyValueStore<Bytes, byte[]> store() {
        return store;
    }

    /** Any of the users, or one who never came. */
    String user() {
        int number = random.nextInt(USERS.length + 1);
        return number == USERS.length ? "nobody" : USERS[number];
    }

    /** Some hours, within the days, around them, or beside them. */
    HourRange period() {
        int from = FIRST_DAY - 3 + random.nextInt(DAYS + 6);
        int to = from + random.nextInt(DAYS);
        int hour = random.nextInt(24);
        return new HourRange(
                HourRange.begin(from, hour), HourRange.begin(to, from == to ? hour + random.nextInt(24 - hour) : 5));
    }
}
