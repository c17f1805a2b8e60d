package dev.footfall.queryapi.users;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.RepositoryUsers;
import dev.footfall.aggregator.query.StateVersion;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.aggregator.query.UserSum;
import dev.footfall.aggregator.ranking.TopK;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.route.Walks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
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
    private final List<Part> parts = new ArrayList<>();
    private final Map<RepoId, Long> ofRepositories = new HashMap<>();
    private final Map<Integer, StateVersion> versions = new HashMap<>();
    private boolean isTorn;
    private long userDays;
    private Optional<String> missing = Optional.empty();

    UserMerge(StateReader reader, HourRange period, Caller caller, long mostUserDays) {
        this.reader = reader;
        this.period = period;
        this.caller = caller;
        this.mostUserDays = mostUserDays;
        IntStream.range(0, reader.state().partitions()).forEach(partition -> parts.add(new Part(partition)));
    }

    /** All users, and the first so many of them. */
    Answer<MergedUsers> first(int limit) {
        try {
            return merged(limit);
        } finally {
            for (Part part : parts) part.ahead.cancel(false);
        }
    }

    private Answer<MergedUsers> merged(int limit) {
        var first = new TopK<UserSum>(limit, any -> true);
        var waiting = new PriorityQueue<Head>();
        for (Part part : parts) part.next().ifPresent(waiting::add);
        long number = 0;
        for (Head head = waiting.poll(); head != null && goesOn(); head = waiting.poll(), number++) {
            UserSum sum = head.sum;
            head.part.next().ifPresent(waiting::add);
            for (Head same = waiting.peek(); same != null && same.compareTo(head) == 0; same = waiting.peek()) {
                sum = sum.plus(same.sum);
                waiting.remove();
                same.part.next().ifPresent(waiting::add);
            }
            first.offer(sum);
        }
        if (missing.isPresent()) return new Answer.Unavailable<>(missing.get());
        PeriodUsers users = userDays > mostUserDays
                ? PeriodUsers.TOO_LONG
                : new PeriodUsers(first.ranked(), number, ofRepositories, false);
        return new Answer.Complete<>(new MergedUsers(users, isTorn ? Map.of() : versions), asOf());
    }

    private boolean goesOn() {
        return missing.isEmpty() && userDays <= mostUserDays;
    }

    private AsOf asOf() {
        return parts.stream()
                .flatMap(part -> part.asOf.stream())
                .reduce(AsOf::and)
                .orElse(new AsOf(Optional.empty(), 0));
    }

    /** The next user of a partition. */
    private static final class Head implements Comparable<Head> {
        private final Part part;
        private final UserSum sum;
        private final byte[] user;

        Head(Part part, UserSum sum) {
            this.part = part;
            this.sum = sum;
            this.user = sum.user().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int compareTo(Head other) {
            return UserPage.compare(user, other.user);
        }
    }

    /** The users of one partition, page by page; the pages are together as old as the oldest. */
    private final class Part {
        private final int partition;
        private Iterator<UserSum> page = Collections.emptyIterator();
        private Optional<String> after = Optional.empty();
        private Optional<AsOf> asOf = Optional.empty();
        private boolean isAtEnd;
        private Future<Answer<UserPageQuery.Versioned>> ahead;

        Part(int partition) {
            this.partition = partition;
            this.ahead = askAhead();
        }

        private Future<Answer<UserPageQuery.Versioned>> askAhead() {
            var next = new UserPageQuery(partition, period, after, caller);
            return Walks.begin(() -> reader.askWhole(next));
        }

        /** The next user; empty at the end, or when the merge does not go on. */
        Optional<Head> next() {
            while (!page.hasNext() && !isAtEnd && goesOn()) await();
            return page.hasNext() ? Optional.of(new Head(this, page.next())) : Optional.empty();
        }

        private void await() {
            missing = nextPage()
                    .fold(
                            complete -> {
                                take(complete.value().page(), complete.asOf());
                                note(complete.value().version());
                                return Optional.empty();
                            },
                            partial -> Optional.of(partial.reason()),
                            unavailable -> Optional.of(unavailable.reason()));
            if (!isAtEnd && goesOn()) ahead = askAhead();
        }

        private Answer<UserPageQuery.Versioned> nextPage() {
            try {
                return Walks.result(ahead);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Answer.Unavailable<>("this took too long");
            }
        }

        private void note(StateVersion version) {
            StateVersion before = versions.put(partition, version);
            if (before != null && !before.equals(version)) isTorn = true;
        }

        private void take(UserPage next, AsOf read) {
            page = next.users().iterator();
            after = next.last();
            isAtEnd = after.isEmpty();
            asOf = Optional.of(asOf.map(read::earlier).orElse(read));
            userDays += next.userDays();
            for (RepositoryUsers of : next.repositories()) ofRepositories.merge(of.repo(), of.users(), Long::sum);
        }
    }
}
