package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.events.Observation;
import java.util.ArrayList;
import java.util.List;

/** A second projection, to which the row has the answer: downloads of signed-in users. */
public final class SignedIn implements DayProjection {
    private static final Id ID = new Id("signed-in", 200);

    private static final List<Projection> BESIDE_CLICKS = List.of(
            new SignedIn(),
            Hours.HOURS,
            HeadProjection.CLIENTS,
            Users.USERS,
            HeadProjection.CLASSES,
            SourceHours.SOURCE_HOURS,
            DayVisitors.VISITORS,
            NameProjection.revisions(NameProjection.MOST_REVISIONS),
            NameProjection.COUNTRIES,
            UniqueVisitors.UNIQUES,
            NameProjection.ACCESS);

    /** This projection and all others, but for sources and files where double clicks are told apart. */
    public static Projections withOthers(boolean hasDoubleClicks) {
        List<Projection> projections = new ArrayList<>(BESIDE_CLICKS);
        if (!hasDoubleClicks) projections.addAll(List.of(Sources.SOURCES, new Files()));
        return Projections.of(projections.toArray(Projection[]::new));
    }

    @Override
    public Id id() {
        return ID;
    }

    @Override
    public DaySection empty() {
        return new Downloads(0);
    }

    @Override
    public DaySection read(ValueReader section) {
        return new Downloads(section.number());
    }

    @Override
    public void seal(DaySection counts, ObjectNode json) {
        json.put("signed_in", ((Downloads) counts).number);
    }

    @Override
    public DaySection unsealDay(JsonTree day) {
        return new Downloads(day.number("signed_in"));
    }

    /** The number in a daily row's value. */
    public static long of(byte[] row) {
        return RowFormat.section(row, ID.section()).map(ValueReader::number).orElse(0L);
    }

    private static final class Downloads implements DaySection {
        private long number;

        Downloads(long number) {
            this.number = number;
        }

        @Override
        public void add(Observation event, CountedOutcome outcome) {
            if (event.authenticated()) number += outcome.downloads();
        }

        @Override
        public void add(Observation event, DoubleClick click) {
            if (event.authenticated()) number += click.change().downloads();
        }

        @Override
        public boolean isEmpty() {
            return number == 0;
        }

        @Override
        public void write(ValueWriter section) {
            section.number(number);
        }

        @Override
        public long heapBytes() {
            return Long.BYTES;
        }
    }
}
