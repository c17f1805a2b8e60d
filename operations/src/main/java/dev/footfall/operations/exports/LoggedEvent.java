package dev.footfall.operations.exports;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.UserId;
import dev.footfall.events.VisitorId;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.openapi.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** {@code logTime}: when it entered the log, by which lateness is decided. */
public record LoggedEvent(int partition, long offset, Instant logTime, DownloadEvent event) {
    /** Always with milliseconds: readers that guess a column's type by its first rows take all times for the same. */
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** An absent value is {@code null} in JSON, and nothing in CSV. */
    static final Table<LoggedEvent> TABLE = Table.of(
            time("log_time", LoggedEvent::logTime),
            new Column<>("partition", Schema.count(), LoggedEvent::partition),
            Column.count("offset", LoggedEvent::offset),
            text("id", DownloadEvent::id),
            time("time", row -> row.event.time()),
            text("repo_type", event -> event.repo().type().label()),
            text("repo", event -> event.repo().fullName()),
            text("user", LoggedEvent::name),
            text("user_id", LoggedEvent::userId),
            text("visitor", LoggedEvent::visitor),
            text("path", event -> event.details().path()),
            text("revision", event -> event.details().revision()),
            text("via", event -> event.request().via().label()),
            text("method", event -> event.request().method()),
            number("status", event -> event.request().status()),
            number("bytes", event -> event.request().bytes()),
            number("range_start", event -> event.request().rangeStart()),
            number("size", event -> event.request().size()),
            text("user_agent", event -> event.details().userAgent()),
            text("source", event -> event.details().source()),
            text("network", event -> event.details().network()),
            text("country", event -> event.details().country()));

    /** Empty where the counting rejects the record, whose timestamp is its log time. */
    public static Optional<LoggedEvent> of(ConsumerRecord<byte[], byte[]> record, int partitions) {
        if (record.key() == null || record.value() == null) return Optional.empty();
        return EventCodec.decode(record.value(), record.timestamp())
                .value()
                .filter(event -> PartitionReader.isInPlace(record, event.repo().keyBytes(), partitions))
                .map(event -> new LoggedEvent(
                        record.partition(), record.offset(), Instant.ofEpochMilli(record.timestamp()), event));
    }

    public LocalDate day() {
        return LocalDate.ofInstant(event.time(), ZoneOffset.UTC);
    }

    private static @Nullable String name(DownloadEvent event) {
        VisitorId visitor = event.visitor();
        boolean isName =
                visitor.authenticated() && UserId.ofUser(visitor.value()).isEmpty();
        return isName ? visitor.value() : null;
    }

    private static @Nullable String userId(DownloadEvent event) {
        VisitorId visitor = event.visitor();
        if (!visitor.authenticated()) return null;
        return UserId.ofUser(visitor.value()).map(UserId::hex).orElse(null);
    }

    private static @Nullable String visitor(DownloadEvent event) {
        return event.visitor().authenticated() ? null : event.visitor().value();
    }

    private static Column<LoggedEvent> time(String name, Function<LoggedEvent, Instant> value) {
        return new Column<>(name, Schema.time(), row -> MILLIS.format(value.apply(row)));
    }

    private static Column<LoggedEvent> text(String name, Function<DownloadEvent, @Nullable String> value) {
        return new Column<>(name, Schema.text(), row -> Optional.ofNullable(value.apply(row.event)));
    }

    private static Column<LoggedEvent> number(String name, Function<DownloadEvent, @Nullable Number> value) {
        return new Column<>(name, Schema.count(), row -> Optional.ofNullable(value.apply(row.event)));
    }
}
