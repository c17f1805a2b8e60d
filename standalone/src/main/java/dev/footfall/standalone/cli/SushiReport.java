package dev.footfall.standalone.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;

/**
 * A dataset report of <a href="https://www.countermetrics.org/research-data/">COUNTER for research data</a>, release rd1, made of
 * days by access method. Downloads are unique requests and files total ones; of investigations nothing else is known.
 *
 * @param publisher name of the publisher, the platform and the maker
 */
record SushiReport(String publisher, LocalDate from, LocalDate to, LocalDate today) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DOI = "10\\.\\d{4,9}/.+";

    /** {@code rules}: id of those that counted; {@code rows}: NDJSON of {@code /v1/daily?by=access}, in its order. */
    void write(String rules, Path rows, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter();
                MappingIterator<JsonNode> days = JSON.readerFor(JsonNode.class).readValues(rows.toFile())) {
            json.writeStartObject();
            writeHeader(json, rules);
            json.writeArrayFieldStart("report-datasets");
            JsonNode next = next(days);
            while (!next.isMissingNode()) next = writeDataset(json, next, days);
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static JsonNode next(MappingIterator<JsonNode> days) throws IOException {
        return days.hasNextValue() ? days.nextValue() : JSON.missingNode();
    }

    private void writeHeader(JsonGenerator json, String rules) throws IOException {
        json.writeObjectFieldStart("report-header");
        json.writeStringField("report-name", "dataset report");
        json.writeStringField("report-id", "DSR");
        json.writeStringField("release", "rd1");
        json.writeStringField("created", today.toString());
        json.writeStringField("created-by", publisher);
        json.writeArrayFieldStart("report-attributes");
        writePair(json, "name", "rules", rules);
        json.writeEndArray();
        json.writeArrayFieldStart("report-filters");
        writePair(json, "name", "begin-date", from.toString());
        writePair(json, "name", "end-date", to.toString());
        json.writeEndArray();
        json.writeArrayFieldStart("exceptions");
        if (!to.isBefore(today)) writeUnfinished(json);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeUnfinished(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("code", 3040);
        json.writeStringField("severity", "warning");
        json.writeStringField("message", "Partial Data Returned");
        json.writeStringField("data", "the period is not over");
        json.writeEndObject();
    }

    private static void writePair(JsonGenerator json, String key, String name, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField(key, name);
        json.writeStringField("value", value);
        json.writeEndObject();
    }

    /** Returns the first row of the next one. */
    private JsonNode writeDataset(JsonGenerator json, JsonNode first, MappingIterator<JsonNode> days)
            throws IOException {
        String type = first.path("type").asText();
        String id = first.path("id").asText();
        Map<YearMonth, Map<String, Long>> months = new TreeMap<>();
        JsonNode row = first;
        while (row.path("type").asText().equals(type) && row.path("id").asText().equals(id)) {
            LocalDate date = LocalDate.parse(row.path("date").asText());
            Map<String, Long> counts = months.computeIfAbsent(YearMonth.from(date), month -> new TreeMap<>());
            String method = row.path("access_method").asText();
            counts.merge(method + " total", row.path("files").asLong(), Long::sum);
            counts.merge(method + " unique", row.path("downloads").asLong(), Long::sum);
            row = next(days);
        }
        json.writeStartObject();
        json.writeStringField("dataset-title", id);
        json.writeArrayFieldStart("dataset-id");
        boolean isDoi = id.matches(DOI);
        writePair(json, "type", isDoi ? "doi" : "proprietary", isDoi ? id : type + "/" + id);
        json.writeEndArray();
        json.writeStringField("platform", publisher);
        json.writeStringField("publisher", publisher);
        json.writeArrayFieldStart("publisher-id");
        writePair(json, "type", "client-id", publisher);
        json.writeEndArray();
        json.writeStringField("data-type", "dataset");
        json.writeStringField("yop", "0001"); // unknown
        json.writeArrayFieldStart("performance");
        for (Map.Entry<YearMonth, Map<String, Long>> month : months.entrySet()) {
            writeMonth(json, month.getKey(), month.getValue());
        }
        json.writeEndArray();
        json.writeEndObject();
        return row;
    }

    private void writeMonth(JsonGenerator json, YearMonth month, Map<String, Long> counts) throws IOException {
        LocalDate begin = month.atDay(1).isBefore(from) ? from : month.atDay(1);
        LocalDate end = month.atEndOfMonth().isAfter(to) ? to : month.atEndOfMonth();
        json.writeStartObject();
        json.writeObjectFieldStart("period");
        json.writeStringField("begin-date", begin.toString());
        json.writeStringField("end-date", end.toString());
        json.writeEndObject();
        json.writeArrayFieldStart("instance");
        for (Map.Entry<String, Long> counted : counts.entrySet()) {
            String[] methodAndKind = counted.getKey().split(" ", -1);
            if (counted.getValue() <= 0) continue;
            for (String metric : new String[] {"-dataset-investigations", "-dataset-requests"}) {
                json.writeStartObject();
                json.writeStringField("access-method", methodAndKind[0]);
                json.writeStringField("metric-type", methodAndKind[1] + metric);
                json.writeNumberField("count", counted.getValue());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
