package dev.footfall.aggregator.counting.projections;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.DistinctHashes;
import dev.footfall.aggregator.counts.Uniques;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.events.Observation;
import dev.footfall.rules.ProjectionNames;
import java.util.Base64;

/**
 * Visitors with at least one counted download, by hashes that can be united over days, users apart from anonymous ones. An
 * anonymous visitor is the same on two days only where the key of visitors is.
 */
record UniqueVisitors(Id id) implements DayProjection {
    static final UniqueVisitors UNIQUES = new UniqueVisitors(new Id(ProjectionNames.UNIQUES, 11));

    /** Users, and anonymous visitors, of a day up to which they are exact: then the hashes are as large as a sketch. */
    private static final int MOST_OF_A_DAY = 255;

    @Override
    public DaySection empty() {
        return new RunningUniques(new DistinctHashes(MOST_OF_A_DAY), new DistinctHashes(MOST_OF_A_DAY));
    }

    @Override
    public DaySection read(ValueReader section) {
        return new RunningUniques(ofDay(section.bytes()), ofDay(section.bytes()));
    }

    static Uniques counted(ValueReader section) {
        return new Uniques(ofDay(section.bytes()), ofDay(section.bytes()), true);
    }

    private static DistinctHashes ofDay(byte[] hashes) {
        return DistinctHashes.of(MOST_OF_A_DAY, hashes);
    }

    @Override
    public void seal(DaySection counts, ObjectNode json) {
        if (counts.isEmpty()) return;
        var uniques = (RunningUniques) counts;
        json.putObject(name())
                .put("users", uniques.users.toByteArray())
                .put("anonymous", uniques.anonymous.toByteArray());
    }

    @Override
    public DaySection unsealDay(JsonTree day) {
        if (!day.has(name())) return empty();
        JsonTree uniques = day.object(name());
        var base64 = Base64.getDecoder();
        return new RunningUniques(
                ofDay(base64.decode(uniques.text("users"))), ofDay(base64.decode(uniques.text("anonymous"))));
    }

    private record RunningUniques(DistinctHashes users, DistinctHashes anonymous) implements DaySection {
        @Override
        public void add(Observation event, CountedOutcome outcome) {
            if (outcome.downloads() <= 0 || outcome.change().sessions() != 1) return;
            byte[] visitor = event.visitor();
            (Observation.isUser(visitor) ? users : anonymous)
                    .add(Hashing.komihash5_0().hashBytesToLong(visitor));
        }

        @Override
        public void add(Observation event, DoubleClick click) {
            // the visitor's next click counts
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
