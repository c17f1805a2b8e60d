package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.counting.DayProjection.DaySection;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.events.Observation;
import java.io.IOException;

/**
 * Visitors with at least one counted download. They are distinct within one repository's day only, so they are not added up
 * over days.
 */
public final class DayVisitors implements DayProjection {
    public static final String NAME = "visitors";

    private static final Id ID = new Id(NAME, 7);

    @Override
    public Id id() {
        return ID;
    }

    @Override
    public DaySection empty() {
        return new RunningVisitors(0);
    }

    @Override
    public DaySection read(ValueReader section) {
        return new RunningVisitors(section.number());
    }

    @Override
    public void seal(DaySection counts, JsonGenerator json) throws IOException {
        if (!counts.isEmpty()) json.writeNumberField(NAME, ((RunningVisitors) counts).visitors);
    }

    @Override
    public DaySection unsealDay(JsonTree day) {
        return new RunningVisitors(day.has(NAME) ? day.number(NAME) : 0);
    }

    /** The visitors of a daily row's value; 0 if it was counted without them. */
    public static long of(byte[] row) {
        return Projections.section(row, ID.section()).map(ValueReader::number).orElse(0L);
    }

    private static final class RunningVisitors implements DaySection {
        private long visitors;

        RunningVisitors(long visitors) {
            this.visitors = visitors;
        }

        @Override
        public void add(Observation event, Outcome.Counted outcome) {
            if (outcome.downloads() > 0 && outcome.sessions() == 1) visitors++;
        }

        @Override
        public boolean isEmpty() {
            return visitors == 0;
        }

        @Override
        public void write(ValueWriter section) {
            section.number(visitors);
        }

        @Override
        public long heapBytes() {
            return 2L * Long.BYTES;
        }
    }
}
