package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.counts.HourlyCounts;
import dev.footfall.rules.ProjectionNames;
import java.util.Objects;

record Hours(Id id) implements DayProjection {
    static final Hours HOURS = new Hours(new Id(ProjectionNames.HOURS, 1));

    @Override
    public DaySection empty() {
        return new RunningHours();
    }

    @Override
    public DaySection read(ValueReader section) {
        return RunningHours.read(section);
    }

    @Override
    public void seal(DaySection counts, ObjectNode json) {
        HourlyCounts hours = ((RunningHours) counts).toCounts();
        ArrayNode sealed = json.putArray(name());
        for (int hour = 0; hour < HourlyCounts.HOURS; hour++) {
            HourCounts counted = hours.hours().get(hour);
            if (counted.equals(HourCounts.ZERO)) continue;
            sealed.addObject()
                    .put("hour", hour)
                    .put("downloads", counted.downloads())
                    .put("files", counted.files())
                    .put("bytes", counted.bytes());
        }
    }

    @Override
    public DaySection unsealDay(JsonTree day) {
        var counts = new RunningHours();
        for (JsonTree hour : day.objects(name())) {
            int at = counts.place(Objects.checkIndex(Math.toIntExact(hour.number("hour")), HourlyCounts.HOURS));
            counts.numbers[at + RunningHours.FILES] = hour.number("files");
            counts.numbers[at + RunningHours.DOWNLOADS] = hour.number("downloads");
            counts.numbers[at + RunningHours.BYTES] = hour.number("bytes");
        }
        return counts;
    }
}
