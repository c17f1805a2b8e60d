package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.rules.ProjectionNames;
import java.util.stream.IntStream;

/** The hours under another number, to measure what one more projection costs. */
public record NumberedHours(Id id) implements DayProjection {
    private static final DayProjection HOURS = Hours.HOURS;

    /** The hours under each number from 1 to this one. */
    public static Projections upTo(int most) {
        return Projections.of(IntStream.rangeClosed(1, most)
                .mapToObj(number -> new NumberedHours(new Id(ProjectionNames.HOURS + number, number)))
                .toArray(Projection[]::new));
    }

    @Override
    public DaySection empty() {
        return HOURS.empty();
    }

    @Override
    public DaySection read(ValueReader section) {
        return HOURS.read(section);
    }

    @Override
    public void seal(DaySection counts, ObjectNode json) {
        HOURS.seal(counts, json);
    }

    @Override
    public DaySection unsealDay(JsonTree day) {
        return HOURS.unsealDay(day);
    }
}
