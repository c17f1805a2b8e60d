package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The figures of one benchmark, by the names that its result has for them. */
final class Measures {
    private final Map<String, Figures> byName = new LinkedHashMap<>();

    void add(String name, double value) {
        get(name).add(value);
    }

    void addPeaks(JsonNode use) {
        add("peak_heap_mib", use.path("peak_heap_mib").asDouble());
        add("peak_rss_mib", use.path("peak_rss_mib").asDouble());
    }

    Figures get(String name) {
        return byName.computeIfAbsent(name, unused -> new Figures());
    }

    Set<String> names() {
        return byName.keySet();
    }
}
