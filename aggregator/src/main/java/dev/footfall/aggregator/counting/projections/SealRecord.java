package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A record of {@code footfall.sealed-days.v1}: a day, a repository's sources, a source's day, or the mark that ends a sealing. */
public interface SealRecord {
    /** Its key in the topic, unless one of other rules has that. */
    String key();

    /** Name and digest of the rules that counted it; empty for a mark, and for sources of releases without it. */
    String rules();

    static String digest(String rules) {
        return rules.substring(rules.indexOf('@') + 1);
    }

    /** The offset after the last record of the log that it may have. */
    long end();

    void write(ObjectNode json);

    default byte[] encode() {
        return JsonTree.bytes(this::write);
    }

    /** Bytes that are equal where the counts are, up to whatever offset. */
    default byte[] counts() {
        return JsonTree.bytes(json -> {
            write(json);
            json.remove("end");
        });
    }

    static void writeRepository(String key, ObjectNode json) {
        int name = key.indexOf('/') + 1;
        json.put("repo_type", key.substring(0, name - 1)).put("repo", key.substring(name));
    }

    static String repository(JsonTree json) {
        return json.text("repo_type") + "/" + json.text("repo");
    }

    default void writeOrigin(ObjectNode json) {
        if (!rules().isEmpty()) json.put("rules", rules());
        json.put("end", end());
    }

    /** The rules in a record; empty if its release did not say. */
    static String rules(JsonTree json) {
        return json.optional("rules").orElse("");
    }
}
