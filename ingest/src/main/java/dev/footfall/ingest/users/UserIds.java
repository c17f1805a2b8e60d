package dev.footfall.ingest.users;

import dev.footfall.events.Parsed;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.events.UserId;
import dev.footfall.events.UserNames;
import dev.footfall.ingest.sharedlog.SharedLog;
import dev.footfall.ingest.sharedlog.SharedLogClient;
import dev.footfall.ingest.sharedlog.SharedTopic;
import dev.footfall.ingest.users.UserIds.UserRegistry.UserRecord;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private volatile Leased leased = new Leased(NOBODY, 0);

    private record Leased(UserNames names, long endNanos) {}

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
        Leased now = leased;
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
        leased = new Leased(registry.names(), beforeNanos + LEASE.toNanos());
        return registry;
    }

    void round() {
        log.inDueTurn(() -> change(registry -> registry.due(clock.instant())));
    }

    @Override
    public void close() {
        log.close();
    }

    /**
     * The users' names that the log of names has, and the rules of what is to be written there: a name has one id at a time, and
     * never again one that it had before it was erased.
     *
     * <p>Compaction takes an erased name from the disks when the segment of its erasure is closed, and a record that comes later than
     * {@link Topics#SEGMENT_AGE} closes it. So each erasure is written a second time.
     */
    public static final class UserRegistry {
        /** The key of a record is its id. An id whose record cannot be read has no name. */
        public static final SharedTopic<UserRegistry, UserRecord> TOPIC = new SharedTopic<>(
                "ids of users",
                TopicSpec.USERS,
                UserRegistry::new,
                record -> record.id().hex().getBytes(StandardCharsets.US_ASCII),
                record -> record.name().map(UserNames::toJson),
                UserRecord::read,
                UserRegistry::replay);

        /** The age of an erasure at which it is written again. The clocks of an ingest and a broker may differ by the rest. */
        private static final Duration AGAIN = Topics.SEGMENT_AGE.plusMinutes(2);

        private static final SecureRandom RANDOM = new SecureRandom();

        private final UserNames names = new UserNames();

        /** By id: the log time of its first erasure, which may be in the same segment as the name, or in one that is not closed. */
        private final Map<UserId, Instant> lingering = new HashMap<>();

        void replay(UserRecord next, Instant logTime) {
            boolean hadName = names.nameOf(next.id()).isPresent();
            names.replay(next.id(), next.name());
            if (next.name().isPresent()) return;
            Instant erased = lingering.get(next.id());
            boolean isClosed = erased != null && !logTime.isBefore(erased.plus(Topics.SEGMENT_AGE));
            if (isClosed) lingering.remove(next.id());
            else if (hadName) lingering.put(next.id(), logTime);
        }

        public UserNames names() {
            return names;
        }

        List<UserRecord> toName(Collection<String> users) {
            return users.stream()
                    .filter(user -> names.idOf(user).isEmpty())
                    .distinct()
                    .map(user -> UserRecord.of(new UserId(RANDOM.nextLong(), RANDOM.nextLong()), user))
                    .toList();
        }

        List<UserRecord> toErase(String user) {
            return names.idsOf(user).stream().map(UserRecord::erased).toList();
        }

        List<UserRecord> due(Instant now) {
            return lingering.entrySet().stream()
                    .filter(erased -> erased.getValue().plus(AGAIN).isBefore(now))
                    .map(erased -> UserRecord.erased(erased.getKey()))
                    .toList();
        }

        public record UserRecord(UserId id, Optional<String> name) {
            private static Optional<UserRecord> read(byte[] key, Optional<byte[]> value) {
                return UserId.ofHex(new String(key, StandardCharsets.ISO_8859_1))
                        .map(id ->
                                new UserRecord(id, value.map(UserNames::decode).flatMap(Parsed::value)));
            }

            static UserRecord of(UserId id, String name) {
                return new UserRecord(id, Optional.of(name));
            }

            static UserRecord erased(UserId id) {
                return new UserRecord(id, Optional.empty());
            }

            @Override
            public String toString() {
                return "UserRecord[id=" + id.hex() + "]";
            }
        }
    }
}
