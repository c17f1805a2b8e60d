package dev.footfall.archive;

import dev.footfall.events.DownloadEvent;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** A column of an archive: its type in Parquet, and its value of an event; where there is none, nothing is written. */
record EventColumn(PrimitiveType type, ColumnValue value) {
    static EventColumn text(String name, Function<ArchivedEvent, String> value) {
        PrimitiveType type = Types.required(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(name);
        return new EventColumn(type, (row, out) -> out.add(value.apply(row)));
    }

    static EventColumn textIfKnown(String name, Function<DownloadEvent, @Nullable String> value) {
        PrimitiveType type = Types.optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(name);
        return new EventColumn(type, (row, out) -> {
            String text = value.apply(row.event());
            if (text != null) out.add(text);
        });
    }

    /** An instant in milliseconds without a zone, which is UTC: every engine then shows the same, whatever zone it is in. */
    static EventColumn time(String name, Function<ArchivedEvent, Instant> value) {
        PrimitiveType type = Types.required(PrimitiveTypeName.INT64)
                .as(LogicalTypeAnnotation.timestampType(false, TimeUnit.MILLIS))
                .named(name);
        return new EventColumn(type, (row, out) -> out.add(value.apply(row).toEpochMilli()));
    }

    static EventColumn number(String name, ToIntFunction<ArchivedEvent> value) {
        PrimitiveType type = Types.required(PrimitiveTypeName.INT32).named(name);
        return new EventColumn(type, (row, out) -> out.add(value.applyAsInt(row)));
    }

    static EventColumn count(String name, ToLongFunction<ArchivedEvent> value) {
        PrimitiveType type = Types.required(PrimitiveTypeName.INT64).named(name);
        return new EventColumn(type, (row, out) -> out.add(value.applyAsLong(row)));
    }

    static EventColumn countIfKnown(String name, Function<DownloadEvent, @Nullable Long> value) {
        PrimitiveType type = Types.optional(PrimitiveTypeName.INT64).named(name);
        return new EventColumn(type, (row, out) -> {
            Long count = value.apply(row.event());
            if (count != null) out.add(count);
        });
    }

    static EventColumn flag(String name, Function<ArchivedEvent, Boolean> value) {
        PrimitiveType type = Types.required(PrimitiveTypeName.BOOLEAN).named(name);
        return new EventColumn(type, (row, out) -> out.add(value.apply(row)));
    }

    ColumnOutput output(int place, RecordConsumer consumer) {
        return new ColumnOutput(type.getName(), place, consumer);
    }
}
