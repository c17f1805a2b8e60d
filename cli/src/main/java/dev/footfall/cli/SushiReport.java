package dev.footfall.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.web.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
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
    private static final String DOI = "10\\.\\d{4,9}/.+";

    /** {@code question}: that of {@code /v1/daily?by=access} as NDJSON. All of it is there before a byte is written. */
    void write(ApiClient client, ApiQuestion question, OutputStream out) throws IOException {
        String rules = client.get("/ready", "readiness", "rules").path("rules").asText();
        Path rows = Files.createTempFile("footfall-export", ".ndjson");
        try {
            try (OutputStream copy = Files.newOutputStream(rows)) {
                client.copy(question.path(), question.what(), copy);
            }
            write(rules, rows, out);
        } finally {
            Files.delete(rows);
        }
    }

    private void write(String rules, Path rows, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.MAPPER
                        .createGenerator(out)
                        .useDefaultPrettyPrinter()
                        .setHighestNonEscapedChar(0x7F);
                MappingIterator<JsonNode> days =
                        Json.MAPPER.readerFor(JsonNode.class).readValues(rows.toFile())) {
            json.writeStartObject();
            json.writeFieldName("report-header");
            json.writeTree(header(rules));
            json.writeArrayFieldStart("report-datasets");
            JsonNode next = next(days);
            while (!next.isMissingNode()) next = writeDataset(json, next, days);
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static JsonNode next(MappingIterator<JsonNode> days) throws IOException {
        return days.hasNextValue() ? days.nextValue() : Json.MAPPER.missingNode();
    }

    private ObjectNode header(String rules) {
        ObjectNode header = Json.MAPPER
                .createObjectNode()
                .put("report-name", "dataset report")
                .put("report-id", "DSR")
                .put("release", "rd1")
                .put("created", today.toString())
                .put("created-by", publisher);
        header.putArray("report-attributes").addObject().put("name", "rules").put("value", rules);
        ArrayNode filters = header.putArray("report-filters");
        filters.addObject().put("name", "begin-date").put("value", from.toString());
        filters.addObject().put("name", "end-date").put("value", to.toString());
        ArrayNode exceptions = header.putArray("exceptions");
        if (!to.isBefore(today)) {
            exceptions
                    .addObject()
                    .put("code", 3040)
                    .put("severity", "warning")
                    .put("message", "Partial Data Returned")
                    .put("data", "the period is not over");
        }
        return header;
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
        boolean isDoi = id.matches(DOI);
        ObjectNode dataset = Json.MAPPER.createObjectNode().put("dataset-title", id);
        dataset.putArray("dataset-id")
                .addObject()
                .put("type", isDoi ? "doi" : "proprietary")
                .put("value", isDoi ? id : type + "/" + id);
        dataset.put("platform", publisher).put("publisher", publisher);
        dataset.putArray("publisher-id").addObject().put("type", "client-id").put("value", publisher);
        dataset.put("data-type", "dataset").put("yop", "0001"); // the year is unknown
        ArrayNode performance = dataset.putArray("performance");
        months.forEach((month, counts) -> addMonth(performance.addObject(), month, counts));
        json.writeTree(dataset);
        return row;
    }

    private void addMonth(ObjectNode performance, YearMonth month, Map<String, Long> counts) {
        LocalDate begin = month.atDay(1).isBefore(from) ? from : month.atDay(1);
        LocalDate end = month.atEndOfMonth().isAfter(to) ? to : month.atEndOfMonth();
        performance.putObject("period").put("begin-date", begin.toString()).put("end-date", end.toString());
        ArrayNode instances = performance.putArray("instance");
        counts.forEach((methodAndKind, count) -> {
            if (count <= 0) return;
            int space = methodAndKind.indexOf(' ');
            for (String metric : new String[] {"-dataset-investigations", "-dataset-requests"}) {
                instances
                        .addObject()
                        .put("access-method", methodAndKind.substring(0, space))
                        .put("metric-type", methodAndKind.substring(space + 1) + metric)
                        .put("count", count);
            }
        });
    }
}
