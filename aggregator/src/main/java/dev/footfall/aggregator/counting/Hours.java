package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.counting.DayProjection.DaySection;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.HourlyCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

public final class Hours implements DayProjection {
    public static final String NAME = "hours";

    private static final Id ID = new Id(NAME, 1);

    @Override
    public Id id() {
        return ID;
    }

    @Override
    public DaySection empty() {
        return new RunningHours();
    }

    @Override
    public DaySection read(ValueReader section) {
        return RunningHours.read(section);
    }

    @Override
    public void seal(DaySection counts, JsonGenerator json) throws IOException {
        HourlyCounts hours = ((RunningHours) counts).toCounts();
        json.writeArrayFieldStart(NAME);
        for (int hour = 0; hour < HourlyCounts.HOURS; hour++) {
            HourlyCounts.Hour counted = hours.hours().get(hour);
            if (counted.equals(HourlyCounts.Hour.ZERO)) continue;
            json.writeStartObject();
            json.writeNumberField("hour", hour);
            json.writeNumberField("downloads", counted.downloads());
            json.writeNumberField("files", counted.files());
            json.writeNumberField("bytes", counted.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public DaySection unsealDay(JsonTree day) {
        List<HourlyCounts.Hour> all = new ArrayList<>(HourlyCounts.NONE.hours());
        for (JsonTree hour : day.objects(NAME)) {
            all.set(
                    Math.toIntExact(hour.number("hour")),
                    new HourlyCounts.Hour(hour.number("downloads"), hour.number("files"), hour.number("bytes")));
        }
        return RunningHours.of(new HourlyCounts(all));
    }

    /** The hours of a daily row's value; all zero if it was counted without them. */
    public static HourlyCounts of(byte[] row) {
        return Projections.section(row, ID.section())
                .map(section -> RunningHours.read(section).toCounts())
                .orElse(HourlyCounts.NONE);
    }

    /** The sum from hour {@code first} to {@code last}; of a whole day the row's own counts, which are the same. */
    public static HourlyCounts.Hour between(byte[] row, int first, int last) {
        if (first > 0 || last < HourlyCounts.HOURS - 1) {
            return of(row).hours().subList(first, last + 1).stream()
                    .reduce(HourlyCounts.Hour.ZERO, HourlyCounts.Hour::plus);
        }
        DailyCounts day = RowFormat.counts(row);
        return new HourlyCounts.Hour(day.downloads(), day.files(), day.bytes());
    }
}
