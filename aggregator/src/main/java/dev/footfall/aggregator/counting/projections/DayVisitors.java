package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.events.Observation;
import dev.footfall.rules.ProjectionNames;

/**
 * Visitors with at least one counted download. They are distinct within one repository's day only, so they are not added up
 * over days.
 */
record DayVisitors(Id id) implements DayProjection {
    static final DayVisitors VISITORS = new DayVisitors(new Id(ProjectionNames.VISITORS, 7));

    @Override
    public DaySection empty() {
        return new RunningVisitors(0);
    }

    @Override
    public DaySection read(ValueReader section) {
        return new RunningVisitors(section.number());
    }

    @Override
    public void seal(DaySection counts, ObjectNode json) {
        if (!counts.isEmpty()) json.put(name(), ((RunningVisitors) counts).visitors);
    }

    @Override
    public DaySection unsealDay(JsonTree day) {
        return new RunningVisitors(day.has(name()) ? day.number(name()) : 0);
    }

    private static final class RunningVisitors implements DaySection {
        private long visitors;

        RunningVisitors(long visitors) {
            this.visitors = visitors;
        }

        @Override
        public void add(Observation event, CountedOutcome outcome) {
            if (outcome.downloads() > 0 && outcome.change().sessions() == 1) visitors++;
        }

        @Override
        public void add(Observation event, DoubleClick click) {
            // the visitor's next click counts
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
