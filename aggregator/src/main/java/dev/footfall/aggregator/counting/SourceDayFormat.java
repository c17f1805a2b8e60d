package dev.footfall.aggregator.counting;

/**
 * The day of a source in the store: the offset of its sealed record, the first and the last event's time of day, and then each
 * hour that has events. One form, however the counts came about.
 */
final class SourceDayFormat implements ValueFormat<RunningSourceDay> {
    private static final int VERSION = 1;
    private static final long OBJECT_BYTES = 512;

    @Override
    public RunningSourceDay absent() {
        return new RunningSourceDay();
    }

    @Override
    public byte[] encode(RunningSourceDay day) {
        var writer = new ValueWriter(VERSION)
                .number(day.sealedEnd())
                .number(day.firstMillis())
                .number(day.lastMillis());
        for (int hour = 0; hour < SourceDay.HOURS; hour++) {
            SourceDay.Hour counted = day.hour(hour);
            if (!counted.isEmpty()) writer.number(hour).number(counted.events()).number(counted.withoutAgent());
        }
        return writer.toByteArray();
    }

    @Override
    public RunningSourceDay decode(byte[] bytes) {
        return read(bytes);
    }

    static RunningSourceDay read(byte[] bytes) {
        var reader = new ValueReader(bytes, VERSION);
        var day = new RunningSourceDay(reader.number());
        day.span(reader.integer(), reader.integer());
        while (reader.hasMore()) {
            day.add(reader.integer(), new SourceDay.Hour(reader.number(), reader.number()));
        }
        return day;
    }

    @Override
    public long weigh(RunningSourceDay day) {
        return OBJECT_BYTES;
    }
}
