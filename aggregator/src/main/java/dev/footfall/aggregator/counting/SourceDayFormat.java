package dev.footfall.aggregator.counting;

/** In the store: offset of its sealed record, first and last event's time of day, and each hour that has events. */
final class SourceDayFormat implements ValueFormat<RunningSourceDay> {
    private static final int VERSION = 1;
    private static final long OBJECT_BYTES = 512;

    @Override
    public RunningSourceDay absent() {
        return new RunningSourceDay(SealedEnd.NONE);
    }

    @Override
    public byte[] encode(RunningSourceDay day) {
        var writer = new ValueWriter(VERSION)
                .number(day.sealedEnd())
                .number(day.firstMillis())
                .number(day.lastMillis());
        for (int hour = 0; hour < SourceDay.HOURS; hour++) {
            SourceHour counted = day.hour(hour);
            if (!counted.isEmpty()) writer.number(hour).number(counted.events()).number(counted.withoutAgent());
        }
        return writer.toByteArray();
    }

    @Override
    public RunningSourceDay decode(byte[] bytes) {
        var reader = new ValueReader(bytes, VERSION);
        var day = new RunningSourceDay(reader.number());
        day.span(reader.integer(), reader.integer());
        while (reader.hasMore()) {
            day.add(reader.integer(), new SourceHour(reader.number(), reader.number()));
        }
        return day;
    }

    @Override
    public long weigh(RunningSourceDay day) {
        return OBJECT_BYTES;
    }
}
