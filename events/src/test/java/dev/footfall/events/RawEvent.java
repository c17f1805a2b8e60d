package dev.footfall.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An event's JSON text, field by field, so that a test can break any of them. Values are JSON, not Java. */
record RawEvent(List<String> fields) {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    RawEvent {
        fields = List.copyOf(fields);
    }

    /** The least that is an event. */
    static RawEvent minimal() {
        return new RawEvent(List.of())
                .with("id", "\"e-1\"")
                .with("time", "\"2026-11-20T04:59:54.123Z\"")
                .with("repo_type", "\"model\"")
                .with("repo", "\"myorg/mymodel\"")
                .with("method", "\"GET\"")
                .with("status", "200")
                .with("user", "\"alice\"");
    }

    /** The same with one more field at the end, whether it is there already or not. */
    RawEvent with(String name, String value) {
        var more = new ArrayList<>(fields);
        more.add("\"" + name + "\":" + value);
        return new RawEvent(more);
    }

    RawEvent without(String name) {
        return new RawEvent(fields.stream()
                .filter(field -> !field.startsWith("\"" + name + "\":"))
                .toList());
    }

    /** The same with only this value for the field. */
    RawEvent having(String name, String value) {
        return without(name).with(name, value);
    }

    String json() {
        return "{" + String.join(",", fields) + "}";
    }

    Parsed<DownloadEvent> decoded() {
        return decode(json());
    }

    static Parsed<DownloadEvent> decode(String json) {
        return EventCodec.decode(json.getBytes(StandardCharsets.UTF_8), NOW.toEpochMilli());
    }

    /** The event that was read, or a failure that shows why it was not. */
    DownloadEvent event() {
        return decoded().fold(event -> event, bad -> {
            throw new AssertionError(bad + " in " + json());
        });
    }

    /** The field at fault. */
    String fault() {
        return fault(decoded()).field();
    }

    static FieldError fault(Parsed<DownloadEvent> decoded) {
        return decoded.fold(
                event -> {
                    throw new AssertionError("accepted: " + event);
                },
                bad -> bad);
    }
}
