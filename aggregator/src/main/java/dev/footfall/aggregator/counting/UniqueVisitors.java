package dev.footfall.aggregator.counting;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.counting.DayProjection.DaySection;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.events.Observation;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * Visitors with at least one counted download, by hashes that can be united over days, users apart from anonymous ones. An
 * anonymous visitor is the same on two days only where the key of visitors is.
 */
public final class UniqueVisitors implements DayProjection {
    public static final String NAME = "uniques";

    private static final Id ID = new Id(NAME, 11);

    /** Users, and anonymous visitors, of a day up to which they are exact: then the hashes are as large as a sketch. */
    private static final int MOST_OF_A_DAY = 255;

    @Override
    public Id id() {
        return ID;
    }

    @Override
    public DaySection empty() {
        return new RunningUniques(new DistinctHashes(MOST_OF_A_DAY), new DistinctHashes(MOST_OF_A_DAY));
    }

    @Override
    public DaySection read(ValueReader section) {
        return new RunningUniques(ofDay(section.bytes()), ofDay(section.bytes()));
    }

    private static DistinctHashes ofDay(byte[] hashes) {
        return DistinctHashes.of(MOST_OF_A_DAY, hashes);
    }

    @Override
    public void seal(DaySection counts, JsonGenerator json) throws IOException {
        if (counts.isEmpty()) return;
        var uniques = (RunningUniques) counts;
        json.writeObjectFieldStart(NAME);
        json.writeBinaryField("users", uniques.users.toByteArray());
        json.writeBinaryField("anonymous", uniques.anonymous.toByteArray());
        json.writeEndObject();
    }

    @Override
    public DaySection unsealDay(JsonTree day) {
        if (!day.has(NAME)) return empty();
        JsonTree uniques = day.object(NAME);
        var base64 = Base64.getDecoder();
        return new RunningUniques(
                ofDay(base64.decode(uniques.text("users"))), ofDay(base64.decode(uniques.text("anonymous"))));
    }

    /** The visitors of a daily row's value; not whole if it was counted without them. */
    public static Uniques of(byte[] row) {
        Optional<Uniques> counted = Projections.section(row, ID.section())
                .map(section -> new Uniques(ofDay(section.bytes()), ofDay(section.bytes()), true));
        return counted.orElseGet(() -> Uniques.none(RowFormat.counts(row).downloads() == 0));
    }

    /** Distinct visitors of some days; not {@code whole} where downloads were counted without them. */
    public record Uniques(DistinctHashes users, DistinctHashes anonymous, boolean whole) {
        static Uniques none(boolean whole) {
            return new Uniques(new DistinctHashes(0), new DistinctHashes(0), whole);
        }

        public static Uniques union(Iterable<Uniques> all) {
            var users = new DistinctHashes(DistinctHashes.MOST);
            var anonymous = new DistinctHashes(DistinctHashes.MOST);
            boolean whole = true;
            for (Uniques one : all) {
                users.add(one.users);
                anonymous.add(one.anonymous);
                whole &= one.whole;
            }
            return new Uniques(users, anonymous, whole);
        }
    }

    private record RunningUniques(DistinctHashes users, DistinctHashes anonymous) implements DaySection {
        @Override
        public void add(Observation event, Outcome.Counted outcome) {
            if (outcome.downloads() <= 0 || outcome.sessions() != 1) return;
            byte[] visitor = event.visitor();
            (Observation.isUser(visitor) ? users : anonymous)
                    .add(Hashing.komihash5_0().hashBytesToLong(visitor));
        }

        @Override
        public boolean isEmpty() {
            return users.isEmpty() && anonymous.isEmpty();
        }

        @Override
        public void write(ValueWriter section) {
            section.bytes(users.toByteArray()).bytes(anonymous.toByteArray());
        }

        @Override
        public long heapBytes() {
            return users.heapBytes() + anonymous.heapBytes();
        }
    }
}
