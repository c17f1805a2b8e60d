package dev.footfall.ingest.users;

import dev.footfall.events.UserId;
import dev.footfall.events.UserNames;
import dev.footfall.ingest.sharedlog.SharedLog;
import dev.footfall.ingest.sharedlog.SharedLogClient;
import dev.footfall.ingest.users.UserRegistry.UserRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The ids of users, the same in all ingests. An id is random and durable before it is used; when its user is erased, no ingest uses
 * it for longer than {@link #LEASE}, and the user's next event gets another one.
 *
 * <p>A known user is looked up in memory. New ones are claimed in batches, which join concurrent requests; of the claims of several
 * ingests the first in the log holds. Safe for many threads.
 */
public final class UserIds implements AutoCloseable {
    /** The longest time for which ids are used that were read; they are read again long before. */
    public static final Duration LEASE = Duration.ofSeconds(5);

    private static final UserNames NOBODY = new UserNames();
    private static final Duration ROUND = Duration.ofMillis(500);

    private final SharedLogClient<UserRegistry, UserRecord> log;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private volatile LeasedNames leased = new LeasedNames(NOBODY, 0);

    private record LeasedNames(UserNames names, long endNanos) {}

    public UserIds(SharedLog<UserRegistry, UserRecord> log, InstantSource clock) {
        this(log, clock, System::nanoTime);
    }

    UserIds(SharedLog<UserRegistry, UserRecord> log, InstantSource clock, LongSupplier nanos) {
        this.log = new SharedLogClient<>(log, UserRegistry.TOPIC.subject(), nanos, "footfall-users");
        this.clock = clock;
        this.nanos = nanos;
        this.log.repeat(this::round, ROUND);
    }

    /** A user without an id gets one; may wait for Kafka. */
    public Map<String, UserId> of(Set<String> users) {
        Map<String, UserId> known = in(known(), users);
        return known.size() == users.size() ? known : agree(users);
    }

    /** Without a look at the log: all that were read, or none when that is long ago. */
    UserNames known() {
        LeasedNames now = leased;
        return nanos.getAsLong() - now.endNanos() < 0 ? now.names() : NOBODY;
    }

    private static Map<String, UserId> in(UserNames names, Set<String> users) {
        Map<String, UserId> ids = new HashMap<>();
        for (String user : users) names.idOf(user).ifPresent(id -> ids.put(user, id));
        return ids;
    }

    private Map<String, UserId> agree(Set<String> users) {
        wanted.addAll(users);
        try {
            return log.inTurn(() -> {
                Map<String, UserId> known = in(known(), users); // another one's turn may have been for these, too
                if (known.size() == users.size()) return known;
                Collection<String> all = new HashSet<>(wanted);
                all.addAll(users);
                return in(change(registry -> registry.toName(all)).names(), users);
            });
        } finally {
            wanted.removeAll(users);
        }
    }

    /**
     * Durable when it returns: nothing says any more for whom the user's ids stand, nor those that other ingests claimed meanwhile.
     * It may be tried again.
     */
    public void erase(String user) {
        log.inTurn(() -> {
            UserRegistry registry = change(found -> found.toErase(user));
            while (registry.names().idOf(user).isPresent()) registry = change(found -> found.toErase(user));
            return registry;
        });
    }

    private UserRegistry change(Function<UserRegistry, List<UserRecord>> change) {
        long beforeNanos = nanos.getAsLong();
        UserRegistry registry = log.change(change);
        leased = new LeasedNames(registry.names(), beforeNanos + LEASE.toNanos());
        return registry;
    }

    void round() {
        log.inDueTurn(() -> change(registry -> registry.due(clock.instant())));
    }

    @Override
    public void close() {
        log.close();
    }
}
