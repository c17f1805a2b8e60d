package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * The results of one benchmark: the rates of reference and product, measured alternately so that a slow phase of the machine slows
 * both, and further figures by the names that the result has for them.
 */
record Measures(Figures reference, Figures product, Figures ratio, Map<String, Figures> byName) {
    Measures() {
        this(new Figures(), new Figures(), new Figures(), new LinkedHashMap<>());
    }

    void run(BenchOptions options, DoubleSupplier ofReference, DoubleSupplier ofProduct) {
        for (int round = 1; round <= options.rounds(); round++) {
            rates(ofReference.getAsDouble(), ofProduct.getAsDouble());
            String form = "round %d of %d: %,.0f/s, reference %,.0f/s";
            options.note(form, round, options.rounds(), product.last(), reference.last());
        }
    }

    void rates(double referencePerSecond, double productPerSecond) {
        reference.add(referencePerSecond);
        product.add(productPerSecond);
        ratio.add(productPerSecond / referencePerSecond);
    }

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
