package dev.footfall.archive;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** The columns of an event. Names of users are in no column; paths, revisions, agents and sources stay as they were sent. */
final class EventColumns extends WriteSupport<ArchivedEvent> {
    static final List<EventColumn> COLUMNS = List.of(
            EventColumn.text("repo_type", row -> row.event().repo().type().label()),
            EventColumn.text("repo", row -> row.event().repo().fullName()),
            EventColumn.text("visitor", ArchivedEvent::visitor),
            EventColumn.flag("authenticated", row -> row.event().visitor().authenticated()),
            EventColumn.time("time", row -> row.event().time()),
            EventColumn.time("log_time", row -> row.logged().logTime()),
            EventColumn.number("partition", row -> row.logged().partition()),
            EventColumn.count("offset", row -> row.logged().offset()),
            EventColumn.text("id", row -> row.event().id()),
            EventColumn.text("via", row -> row.event().request().via().label()),
            EventColumn.text("method", row -> row.event().request().method()),
            EventColumn.number("status", row -> row.event().request().status()),
            EventColumn.count("bytes", row -> row.event().request().bytes()),
            EventColumn.countIfKnown("range_start", event -> event.request().rangeStart()),
            EventColumn.countIfKnown("size", event -> event.request().size()),
            EventColumn.text("path", row -> row.event().details().path()),
            EventColumn.textIfKnown("revision", event -> event.details().revision()),
            EventColumn.textIfKnown("user_agent", event -> event.details().userAgent()),
            EventColumn.textIfKnown("source", event -> event.details().source()),
            EventColumn.textIfKnown("network", event -> event.details().network()),
            EventColumn.textIfKnown("country", event -> event.details().country()));

    private static final MessageType SCHEMA = new MessageType(
            "event", COLUMNS.stream().map(column -> (Type) column.type()).toList());

    private final List<ColumnOutput> outputs = new ArrayList<>();
    private @Nullable RecordConsumer consumer;

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    @Deprecated
    public WriteContext init(Configuration configuration) {
        throw new UnsupportedOperationException("an archive has none of Hadoop's settings");
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        this.consumer = consumer;
        for (EventColumn column : COLUMNS) outputs.add(column.output(outputs.size(), consumer));
    }

    @Override
    public void write(ArchivedEvent row) {
        RecordConsumer out = requireNonNull(consumer);
        out.startMessage();
        for (int place = 0; place < COLUMNS.size(); place++) {
            COLUMNS.get(place).value().write(row, outputs.get(place));
        }
        out.endMessage();
    }
}
