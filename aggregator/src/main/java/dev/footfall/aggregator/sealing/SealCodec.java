package dev.footfall.aggregator.sealing;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.counting.SealMark;
import dev.footfall.aggregator.counting.SealRecord;
import dev.footfall.aggregator.counting.SealedDay;
import dev.footfall.aggregator.counting.SealedSourceDay;
import dev.footfall.aggregator.counting.SealedSources;
import dev.footfall.aggregator.counting.SourceDay;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.HourlyCounts;
import dev.footfall.aggregator.session.SourceFiles;
import dev.footfall.events.EventCodec;
import dev.footfall.events.Via;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Records of sealed days as JSON. */
public final class SealCodec {
    /** The key of a partition's mark; no repository has such a name. */
    public static final String MARK = "mark";

    private static final String SOURCE_HOURS = "source-hours/";

    private SealCodec() {}

    /** The key of a record, unless one of other rules has it ({@link KnownSeals}). */
    public static String key(SealRecord record) {
        if (record instanceof SealedDay day) return day.repository() + "/" + day.date();
        if (record instanceof SealedSourceDay ofSource) {
            return SOURCE_HOURS + ofSource.day().date() + "/" + ofSource.day().source();
        }
        return record instanceof SealedSources sources ? sources.repository() : MARK;
    }

    /** The record as UTF-8 JSON; {@link #decode} reads it back as an equal one. */
    public static byte[] encode(SealRecord record) {
        var bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = EventCodec.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (record instanceof SealedDay day) write(day, json);
            if (record instanceof SealedSources sources) write(sources, json);
            if (record instanceof SealedSourceDay ofSource) write(ofSource, json);
            if (record instanceof SealMark mark) write(mark, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(SealedDay day, JsonGenerator json) throws IOException {
        writeRepository(day.repository(), json);
        json.writeStringField("date", day.date().toString());
        writeOrigin(day, json);
        DailyCounts counts = day.row().counts();
        if (counts.files() > 0) {
            json.writeStringField(
                    "opened", Instant.ofEpochMilli(day.row().openedMillis()).toString());
        }
        json.writeNumberField("downloads", counts.downloads());
        json.writeNumberField("authenticated", counts.authenticated());
        json.writeNumberField("anonymous", counts.anonymous());
        json.writeNumberField("files", counts.files());
        json.writeNumberField("bytes", counts.bytes());
        json.writeNumberField("git", counts.git());
        json.writeNumberField("lfs", counts.lfs());
        Map<String, Long> excluded = new TreeMap<>();
        day.row().excluded().byReason().forEach((reason, events) -> excluded.put(reason.label(), events));
        write("excluded", excluded, json);
        json.writeNumberField("merged", day.row().merged());
        writeHours(day.hours(), json);
        Map<String, Long> clients = new TreeMap<>();
        day.clients().downloads().forEach((client, downloads) -> clients.put(client.label(), downloads));
        write("clients", clients, json);
        Map<String, Long> classes = new TreeMap<>();
        day.classes().downloads().forEach((type, downloads) -> classes.put(type.label(), downloads));
        write("classes", classes, json);
    }

    private static void writeRepository(String key, JsonGenerator json) throws IOException {
        int name = key.indexOf('/') + 1;
        json.writeStringField("repo_type", key.substring(0, name - 1));
        json.writeStringField("repo", key.substring(name));
    }

    private static void writeOrigin(SealRecord record, JsonGenerator json) throws IOException {
        if (!record.rules().isEmpty()) json.writeStringField("rules", record.rules());
        json.writeNumberField("end", record.end());
    }

    private static void write(SealedSources repository, JsonGenerator json) throws IOException {
        writeRepository(repository.repository(), json);
        writeOrigin(repository, json);
        json.writeArrayFieldStart("sources");
        for (SourceFiles source : repository.sources()) {
            json.writeStartObject();
            json.writeStringField("source", source.source());
            json.writeStringField("first", source.first().toString());
            json.writeObjectFieldStart("ways");
            for (Map.Entry<Via, SourceFiles.Way> way : source.ways().entrySet()) {
                json.writeObjectFieldStart(way.getKey().label());
                json.writeNumberField("files", way.getValue().files());
                json.writeStringField("last", way.getValue().last().toString());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(SealedSourceDay ofSource, JsonGenerator json) throws IOException {
        SourceDay day = ofSource.day();
        json.writeStringField("source", day.source());
        json.writeStringField("date", day.date().toString());
        writeOrigin(ofSource, json);
        json.writeStringField("first", day.first().toString());
        json.writeStringField("last", day.last().toString());
        json.writeArrayFieldStart("source_hours");
        for (int hour = 0; hour < SourceDay.HOURS; hour++) {
            SourceDay.Hour counted = day.hours().get(hour);
            if (counted.isEmpty()) continue;
            json.writeStartObject();
            json.writeNumberField("hour", hour);
            json.writeNumberField("events", counted.events());
            json.writeNumberField("without_agent", counted.withoutAgent());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeHours(HourlyCounts hours, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("hours");
        for (int hour = 0; hour < HourlyCounts.HOURS; hour++) {
            HourlyCounts.Hour counts = hours.hours().get(hour);
            if (counts.equals(HourlyCounts.Hour.ZERO)) continue;
            json.writeStartObject();
            json.writeNumberField("hour", hour);
            json.writeNumberField("downloads", counts.downloads());
            json.writeNumberField("files", counts.files());
            json.writeNumberField("bytes", counts.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(SealMark mark, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("sealings");
        for (SealMark.Sealing sealing : mark.sealings()) {
            json.writeStartObject();
            if (!sealing.rules().isEmpty()) json.writeStringField("rules", sealing.rules());
            json.writeNumberField("end", sealing.end());
            json.writeStringField(
                    "log_time", Instant.ofEpochMilli(sealing.logTimeMillis()).toString());
            json.writeStringField("before", sealing.before().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        write("rejected", new TreeMap<>(mark.rejected()), json);
        json.writeNumberField("rejected_end", mark.rejectedEnd());
    }

    private static void write(String field, Map<String, Long> numbers, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, Long> number : numbers.entrySet()) {
            json.writeNumberField(number.getKey(), number.getValue());
        }
        json.writeEndObject();
    }

    /**
     * Reads a record.
     *
     * @throws IllegalStateException if it is none
     */
    public static SealRecord decode(byte[] value) {
        return SealReader.read(value);
    }
}
