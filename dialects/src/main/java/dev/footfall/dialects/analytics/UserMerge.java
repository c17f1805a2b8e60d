package dev.footfall.dialects.analytics;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.live.Tournament;
import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.NameUsers;
import dev.footfall.aggregator.query.PackedUsers;
import dev.footfall.aggregator.query.RepositoryUsers;
import dev.footfall.aggregator.query.StateVersion;
import dev.footfall.aggregator.query.TopK;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.aggregator.query.UserSum;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.ReadThreads;
import dev.footfall.queryapi.route.StateReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The users of all partitions, merged user by user. Of each partition one page is held, and the next is asked for ahead, by as
 * many threads as there are processors: what is held does not grow with the users, but with the repositories alone. Used once,
 * by one thread.
 */
final class UserMerge {
    private final StateReader reader;
    private final HourRange period;
    private final Caller caller;
    private final long mostUserDays;
    private final List<PartitionUsers> parts = new ArrayList<>();
    private final Map<RepoId, Long> ofRepositories = new HashMap<>();
    private final Map<Integer, StateVersion> versions = new HashMap<>();
    private boolean isTorn;
    private long userDays;
    private Optional<String> failure = Optional.empty();

    UserMerge(StateReader reader, HourRange period, Caller caller, long mostUserDays) {
        this.reader = reader;
        this.period = period;
        this.caller = caller;
        this.mostUserDays = mostUserDays;
        IntStream.range(0, reader.state().partitions()).forEach(partition -> parts.add(new PartitionUsers(partition)));
    }

    Answer<MergedUsers> first(int limit) {
        try {
            return merged(limit);
        } finally {
            for (PartitionUsers part : parts) part.ahead.cancel(false);
        }
    }

    private Answer<MergedUsers> merged(int limit) {
        var first = new TopK<UserSum>(limit, Comparator.naturalOrder());
        for (PartitionUsers part : parts) part.advance();
        var order = new Tournament<>(parts);
        long number = 0;
        for (; isUnfinished() && order.first().hasUser(); number++) add(order, first);
        if (failure.isPresent()) return new Answer.Unavailable<>(failure.get());
        PeriodUsers users = userDays > mostUserDays
                ? PeriodUsers.TOO_LONG
                : new PeriodUsers(first.ranked(), number, ofRepositories, false);
        return new Answer.Complete<>(new MergedUsers(users, isTorn ? Map.of() : versions), asOf());
    }

    /** Allocates only for users in the top so far. */
    private void add(Tournament<PartitionUsers> order, TopK<UserSum> first) {
        byte[] user = order.first().users.user();
        long files = 0;
        long downloads = 0;
        long bytes = 0;
        Set<RepoId> names = new HashSet<>();
        for (PartitionUsers part = order.first(); part.isAt(user); part = order.first()) {
            names.addAll(part.names());
            files += part.users.files();
            downloads += part.users.downloads();
            bytes = DailyCounts.saturatedSum(bytes, part.users.bytes());
            part.advance();
            order.replay();
        }
        for (RepoId name : names) ofRepositories.merge(name, 1L, Long::sum);
        long fewest = first.last().map(UserSum::files).orElse(0L);
        if (files >= fewest)
            first.offer(new UserSum(new String(user, StandardCharsets.UTF_8), files, downloads, bytes));
    }

    private boolean isUnfinished() {
        return failure.isEmpty() && userDays <= mostUserDays;
    }

    private AsOf asOf() {
        return parts.stream()
                .flatMap(part -> part.asOf.stream())
                .reduce(AsOf::and)
                .orElse(new AsOf(Optional.empty(), 0));
    }

    /** The users of one partition, page by page; as old as the oldest page. */
    private final class PartitionUsers implements Comparable<PartitionUsers> {
        private final int partition;
        private PackedUsers.Cursor users = PackedUsers.NONE.cursor();
        private boolean hasUser;
        private int place;
        private Map<Integer, Set<RepoId>> names = Map.of();
        private Optional<String> after = Optional.empty();
        private Optional<AsOf> asOf = Optional.empty();
        private boolean isAtEnd;
        private Future<Answer<UserPageQuery.Versioned>> ahead;

        PartitionUsers(int partition) {
            this.partition = partition;
            this.ahead = askAhead();
        }

        private Future<Answer<UserPageQuery.Versioned>> askAhead() {
            var next = new UserPageQuery(partition, period, after, caller);
            return ReadThreads.begin(() -> reader.askWhole(next));
        }

        /** There is none at the end or after the merge stopped. */
        void advance() {
            hasUser = users.next();
            place++;
            while (!hasUser && !isAtEnd && isUnfinished()) {
                await();
                hasUser = users.next();
            }
        }

        Set<RepoId> names() {
            return names.isEmpty() ? Set.of() : names.getOrDefault(place, Set.of());
        }

        boolean hasUser() {
            return hasUser;
        }

        boolean isAt(byte[] user) {
            return hasUser && users.isAt(user);
        }

        @Override
        public int compareTo(PartitionUsers other) {
            boolean haveBoth = hasUser && other.hasUser;
            return haveBoth ? users.compareTo(other.users) : Boolean.compare(other.hasUser, hasUser);
        }

        private void await() {
            failure = ReadThreads.answer(ahead)
                    .fold(
                            complete -> {
                                take(complete.value().page(), complete.asOf());
                                note(complete.value().version());
                                return Optional.empty();
                            },
                            partial -> Optional.of(partial.reason()),
                            unavailable -> Optional.of(unavailable.reason()));
            if (!isAtEnd && isUnfinished()) ahead = askAhead();
        }

        private Map<Integer, Set<RepoId>> names(UserPage page) {
            Map<Integer, Set<RepoId>> byPlace = new HashMap<>();
            for (NameUsers of : page.names()) {
                for (int at : of.places()) {
                    byPlace.computeIfAbsent(at, any -> new HashSet<>()).add(of.name());
                }
            }
            return byPlace;
        }

        private void note(StateVersion version) {
            StateVersion before = versions.put(partition, version);
            if (before != null && !before.equals(version)) isTorn = true;
        }

        private void take(UserPage next, AsOf read) {
            users = next.users().cursor();
            place = 0;
            names = names(next);
            after = next.last();
            isAtEnd = after.isEmpty();
            asOf = Optional.of(asOf.map(read::earlier).orElse(read));
            userDays += next.userDays();
            for (RepositoryUsers of : next.repositories()) ofRepositories.merge(of.repo(), of.users(), Long::sum);
        }
    }

    /** {@code versions}: of each partition that was read; none where one changed meanwhile. */
    record MergedUsers(PeriodUsers users, Map<Integer, StateVersion> versions) {
        MergedUsers {
            versions = Map.copyOf(versions);
        }

        /** A period that is too long is not read from all partitions. */
        boolean isStillOf(Map<Integer, StateVersion> now) {
            return !versions.isEmpty() && now.entrySet().containsAll(versions.entrySet());
        }
    }
}
