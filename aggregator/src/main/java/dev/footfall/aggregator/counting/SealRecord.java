package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A record of {@code footfall.sealed-days.v1}: a day, a repository's sources, a source's day, or the mark that ends a sealing. */
public interface SealRecord {
    /** Its key in the topic, unless one of other rules has that. */
    String key();

    /**
     * Name and digest of the rules by which it was counted. Empty for a mark, and for sources that were sealed by a release
     * that did not say.
     */
    String rules();

    /** The digest of rules, which decides if they are the same. */
    static String digest(String rules) {
        return rules.substring(rules.indexOf('@') + 1);
    }

    /** The offset after the last record of the log that it may have. */
    long end();

    /** The same as it would be sealed at another offset. */
    SealRecord at(long otherEnd);

    void write(JsonGenerator json) throws IOException;

    /** Writes the repository of a record. */
    static void writeRepository(String key, JsonGenerator json) throws IOException {
        int name = key.indexOf('/') + 1;
        json.writeStringField("repo_type", key.substring(0, name - 1));
        json.writeStringField("repo", key.substring(name));
    }

    /** The repository's key in a record. */
    static String repository(JsonTree json) {
        return json.text("repo_type") + "/" + json.text("repo");
    }

    /** Writes the rules of a record, unless its release did not say, and its end. */
    default void writeOrigin(JsonGenerator json) throws IOException {
        if (!rules().isEmpty()) json.writeStringField("rules", rules());
        json.writeNumberField("end", end());
    }

    /** The rules in a record; empty if its release did not say. */
    static String rules(JsonTree json) {
        return json.optional("rules").orElse("");
    }
}
