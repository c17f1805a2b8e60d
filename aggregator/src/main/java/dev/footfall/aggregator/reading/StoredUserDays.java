package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.projections.HourVisitor;
import dev.footfall.aggregator.counting.projections.Users;
import dev.footfall.aggregator.counting.store.UserDayKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.live.Tournament;
import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.PackedUsers;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Renames;
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

record StoredUserDays(ReadOnlyKeyValueStore<Bytes, byte[]> store, HourRange period, Predicate<RepoId> visible) {
    UserHours ofUser(String user) {
        List<UserHour> rows = new ArrayList<>();
        byte[] id = user.getBytes(StandardCharsets.UTF_8);
        days().forEach(day -> addDay(day, UserDayKey.ofUser(day, id), rows));
        return UserHours.of(rows);
    }

    /** The users after this one, or from the first on. {@code renames} are of the repositories with several names. */
    UserPage users(Optional<String> after, int mostUsers, Renames renames) {
        byte[] last = after.map(user -> user.getBytes(StandardCharsets.UTF_8)).orElse(new byte[0]);
        try (var entries = new UserDayMerge(store, days(), last)) {
            return new UserWalk(period, new VisitedRepositories(visible, renames), mostUsers).page(entries);
        }
    }

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

    private void addDay(int day, byte[] prefix, List<UserHour> rows) {
        Bytes first = Bytes.wrap(prefix);
        try (KeyValueIterator<Bytes, byte[]> repositories = store.range(first, Bytes.increment(first))) {
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

    /** Adds up users' days, user by user, to a page. Holds one user, sums, and a number for each repository. */
    static final class UserWalk implements HourVisitor {
        /** The entries of each user of a page, on average, from which it is full before it has its users. */
        private static final long ENTRIES_PER_USER = 4;

        private final HourRange period;
        private final VisitedRepositories repositories;
        private final int mostUsers;
        private final PackedUsers.Packer users = new PackedUsers.Packer();
        private long userDays;

        private byte[] user = {};
        private int day;
        private VisitedRepository repository = VisitedRepository.NONE;
        private long files;
        private long downloads;
        private long bytes;
        private long filesBefore;

        UserWalk(HourRange period, VisitedRepositories repositories, int mostUsers) {
            this.period = period;
            this.repositories = repositories;
            this.mostUsers = mostUsers;
        }

        UserPage page(UserDayMerge entries) {
            while (entries.hasNext()) {
                byte[] key = entries.peek();
                if (!UserDayKey.isOf(user, key)) {
                    endUser();
                    if (isFull()) return page(Optional.of(new String(user, StandardCharsets.UTF_8)));
                    user = UserDayKey.userOf(key);
                }
                add(entries.next());
            }
            endUser();
            return page(Optional.empty());
        }

        private boolean isFull() {
            return users.users() >= mostUsers
                    || users.bytes() >= UserPage.FULL_BYTES
                    || userDays >= ENTRIES_PER_USER * mostUsers;
        }

        private UserPage page(Optional<String> last) {
            return new UserPage(users.toUsers(), repositories.withUsers(), repositories.names(), userDays, last);
        }

        private void add(KeyValue<Bytes, byte[]> entry) {
            byte[] key = entry.key.get();
            int repositoryAt = UserDayKey.repositoryAt(key);
            if (!repository.is(key, repositoryAt)) {
                endRepository();
                repository = repositories.of(key, repositoryAt);
            }
            userDays++;
            day = UserDayKey.epochDayOf(key);
            if (repository.isVisible()) Users.forEachHour(entry.value, this);
        }

        @Override
        public void hour(int hour, long hourFiles, long hourDownloads, long hourBytes) {
            if (!period.contains(day, hour)) return;
            files += hourFiles;
            downloads += hourDownloads;
            bytes = DailyCounts.saturatedSum(bytes, hourBytes);
        }

        private void endRepository() {
            if (files > filesBefore) repository.addUser(users.users());
            filesBefore = files;
            repository = VisitedRepository.NONE;
        }

        private void endUser() {
            endRepository();
            if (files > 0) users.add(user, files, downloads, bytes);
            files = 0;
            downloads = 0;
            bytes = 0;
            filesBefore = 0;
        }
    }

    /** Several days in one order: by user, repository and day. One entry of each is read ahead. Not thread-safe. */
    static final class UserDayMerge implements AutoCloseable {
        private final List<KeyValueIterator<Bytes, byte[]>> opened = new ArrayList<>();
        private final List<DayEntries> days = new ArrayList<>();
        private final Tournament<DayEntries> order;
        private int unread;

        private static final class DayEntries implements Comparable<DayEntries> {
            private final KeyValueIterator<Bytes, byte[]> entries;
            private KeyValue<Bytes, byte[]> entry;
            private byte[] key;
            private boolean isAtEnd;

            DayEntries(KeyValueIterator<Bytes, byte[]> entries) {
                this.entries = entries;
                this.entry = entries.next();
                this.key = entry.key.get();
            }

            void advance() {
                isAtEnd = !entries.hasNext();
                if (isAtEnd) return;
                entry = entries.next();
                key = entry.key.get();
            }

            @Override
            public int compareTo(DayEntries other) {
                boolean areBothThere = !isAtEnd && !other.isAtEnd;
                return areBothThere
                        ? UserDayKey.compareWithinDays(key, other.key)
                        : Boolean.compare(isAtEnd, other.isAtEnd);
            }
        }

        /** The users begin after this one, which is in UTF-8; of length 0 for all. */
        UserDayMerge(ReadOnlyKeyValueStore<Bytes, byte[]> store, IntStream epochDays, byte[] after) {
            boolean isOpen = false;
            try {
                epochDays.forEach(day -> open(store, day, after));
                isOpen = true;
            } finally {
                if (!isOpen) close();
            }
            this.order = new Tournament<>(days);
            this.unread = days.size();
        }

        private void open(ReadOnlyKeyValueStore<Bytes, byte[]> store, int day, byte[] after) {
            Bytes user = Bytes.wrap(UserDayKey.ofUser(day, after));
            Bytes from = after.length == 0 ? Bytes.wrap(UserDayKey.ofDay(day)) : Bytes.increment(user);
            KeyValueIterator<Bytes, byte[]> entries = store.range(from, Bytes.wrap(UserDayKey.ofDay(day + 1)));
            opened.add(entries);
            if (entries.hasNext()) days.add(new DayEntries(entries));
        }

        boolean hasNext() {
            return unread > 0;
        }

        byte[] peek() {
            return order.first().key;
        }

        KeyValue<Bytes, byte[]> next() {
            DayEntries day = order.first();
            KeyValue<Bytes, byte[]> entry = day.entry;
            day.advance();
            if (day.isAtEnd) unread--;
            order.replay();
            return entry;
        }

        @Override
        public void close() {
            opened.forEach(KeyValueIterator::close);
        }
    }
}
