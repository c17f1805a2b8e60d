package dev.footfall.ingest.users;

import dev.footfall.events.Parsed;
import dev.footfall.events.TopicSettings;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.UserId;
import dev.footfall.events.UserNames;
import dev.footfall.ingest.sharedlog.SharedTopic;
import dev.footfall.ingest.users.UserRegistry.UserRecord;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The users' names that the log of names has, and the rules of what is to be written there: a name has one id at a time, and
 * never again one that it had before it was erased.
 *
 * <p>Compaction takes an erased name from the disks when the segment of its erasure is closed, and a record that comes later than
 * {@link TopicSettings#SEGMENT_AGE} closes it. So each erasure is written a second time.
 */
public final class UserRegistry {
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
    private static final Duration AGAIN = TopicSettings.SEGMENT_AGE.plusMinutes(2);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final UserNames names = new UserNames();

    /** By id: the log time of its first erasure, which may be in the same segment as the name, or in one that is not closed. */
    private final Map<UserId, Instant> lingering = new HashMap<>();

    void replay(UserRecord next, Instant logTime) {
        boolean hadName = names.nameOf(next.id()).isPresent();
        names.replay(next.id(), next.name());
        if (next.name().isPresent()) return;
        Instant erased = lingering.get(next.id());
        boolean isClosed = erased != null && !logTime.isBefore(erased.plus(TopicSettings.SEGMENT_AGE));
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
                    .map(id -> new UserRecord(id, value.map(UserNames::decode).flatMap(Parsed::value)));
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
