package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.UserDayKey;
import dev.footfall.aggregator.counting.Users;
import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.aggregator.renames.Renames;
import dev.footfall.events.RepoId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The days of users of a store.
 *
 * @param store the store
 * @param period the hours that are wanted
 * @param visible the repositories that are wanted
 */
record StoredUserDays(ReadOnlyKeyValueStore<Bytes, byte[]> store, HourRange period, Predicate<RepoId> visible) {
    /** The hours of one user, which are sought in each day. */
    UserHours ofUser(String user) {
        List<UserHour> rows = new ArrayList<>();
        byte[] id = user.getBytes(StandardCharsets.UTF_8);
        days().forEach(day -> addDay(day, UserDayKey.ofUser(day, id), rows));
        return UserHours.of(rows);
    }

    /**
     * The users after this one, or from the first on: so many that a page is full.
     *
     * @param renames the repositories with several names, whose users are named
     */
    UserPage users(Optional<String> after, int mostUsers, Renames renames) {
        byte[] last = after.map(user -> user.getBytes(StandardCharsets.UTF_8)).orElse(new byte[0]);
        try (var entries = new UserDayMerge(store, days(), last)) {
            return new UserWalk(period, new VisitedRepositories(visible, renames), mostUsers).page(entries);
        }
    }

    /** The days of the period from the first to the last one that the store has. */
    private IntStream days() {
        Bytes from = Bytes.wrap(UserDayKey.ofDay(period.firstDay()));
        Bytes to = Bytes.wrap(UserDayKey.ofDay(period.lastDay() + 1));
        try (KeyValueIterator<Bytes, byte[]> first = store.range(from, to);
                KeyValueIterator<Bytes, byte[]> last = store.reverseRange(from, to)) {
            if (!first.hasNext() || !last.hasNext()) return IntStream.empty();
            return IntStream.rangeClosed(day(first), day(last));
        }
    }

    private static int day(KeyValueIterator<Bytes, byte[]> entries) {
        return UserDayKey.epochDayOf(entries.peekNextKey().get());
    }

    /** Adds what there is of a user's day, up to one row more than may be held. */
    private void addDay(int day, byte[] prefix, List<UserHour> rows) {
        try (KeyValueIterator<Bytes, byte[]> repositories =
                store.range(Bytes.wrap(prefix), Bytes.wrap(UserDayKey.after(prefix)))) {
            while (repositories.hasNext() && rows.size() <= UserHours.MOST) {
                KeyValue<Bytes, byte[]> entry = repositories.next();
                RepoId repo = repo(entry.key.get());
                if (visible.test(repo)) addHours(day, repo, entry.value, rows);
            }
        }
    }

    private void addHours(int day, RepoId repo, byte[] value, List<UserHour> rows) {
        Users.forEachHour(value, (hour, files, downloads, bytes) -> {
            boolean isIn = period.contains(day, hour);
            if (isIn) rows.add(new UserHour(repo, HourRange.begin(day, hour), files, downloads, bytes));
        });
    }

    private static RepoId repo(byte[] key) {
        return RepoId.ofKey(UserDayKey.repositoryOf(key)).orElseThrow();
    }
}
