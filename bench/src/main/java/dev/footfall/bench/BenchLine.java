package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

public final class BenchLine {
    private final ObjectNode json = new ObjectNode(JsonNodeFactory.instance);

    public BenchLine(String bench, Load load) {
        json.put("bench", bench)
                .put("events", load.events())
                .put("repositories", load.repositories())
                .put("visitors", load.visitors())
                .put("days", load.days())
                .put("seed", load.seed())
                .put("until", load.until().toString());
    }

    BenchLine rates(Measures measures, String reference) {
        json.put("rounds", measures.ratio().number());
        json.set("events_per_s", measures.product().json());
        json.put("reference", reference);
        json.set("reference_per_s", measures.reference().json());
        json.set("ratio", measures.ratio().json());
        return this;
    }

    public BenchLine verdict(RowVerdict verdict) {
        json.put("rows", verdict.rows()).put("wrong_rows", verdict.wrong());
        if (!verdict.firstWrong().isEmpty()) json.put("first_wrong", verdict.firstWrong());
        return this;
    }

    BenchLine medians(Measures measures, String... names) {
        for (String name : names) put(name, measures.get(name).median());
        return this;
    }

    BenchLine spreads(Measures measures, String... names) {
        for (String name : names) json.set(name, measures.get(name).json());
        return this;
    }

    BenchLine peaks(JsonNode use) {
        return put("peak_heap_mib", use.path("peak_heap_mib").asLong())
                .put("peak_rss_mib", use.path("peak_rss_mib").asLong());
    }

    BenchLine peaks(Measures measures) {
        return put("peak_heap_mib", measures.get("peak_heap_mib").largest())
                .put("peak_rss_mib", measures.get("peak_rss_mib").largest());
    }

    public BenchLine put(String key, double value) {
        json.put(key, Figures.rounded(value));
        return this;
    }

    public BenchLine put(String key, String value) {
        json.put(key, value);
        return this;
    }

    public BenchLine put(String key, long value) {
        json.put(key, value);
        return this;
    }

    public BenchLine set(String key, ObjectNode value) {
        json.set(key, value);
        return this;
    }

    public String text() {
        json.put("commit", BenchEnvironment.commit());
        json.set("environment", BenchEnvironment.json());
        return json.toString();
    }
}
