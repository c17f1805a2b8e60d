package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

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

    static SealRecord decode(byte[] value) {
        try {
            JsonTree json = JsonTree.of(value);
            return SealMark.unseal(json).or(() -> Projections.ALL.unseal(json)).orElseGet(() -> SealedDay.unseal(json));
        } catch (IOException | RuntimeException e) { // whatever is wrong with it, it is no such record
            throw new IllegalStateException("a record of sealed days cannot be read: " + e, e);
        }
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

    /**
     * The mark that ends a sealing of one partition: each day before a date is sealed that could be.
     *
     * @param sealings the last sealing, and those before it that may still decide how much of the log may go, the oldest first
     * @param rejected the records of the partition that were no events, by the field at fault
     * @param rejectedEnd the offset after the last record that was looked at for these
     * @param logBegin the offset before which all is in sealed records: the log may begin there
     */
    public record SealMark(List<Sealing> sealings, Map<String, Long> rejected, long rejectedEnd, long logBegin)
            implements SealRecord {
        /** The key of a partition's mark; no repository has such a name. */
        public static final String KEY = "mark";

        /**
         * {@code rules}: name and digest of the rules of the sealed state; empty if its release did not say.
         * {@code end}: the offset up to which the partition had been counted; {@code logTimeMillis}: the newest log
         * time counted, milliseconds since 1970; {@code before}: the first day that was left.
         */
        public record Sealing(String rules, long end, long logTimeMillis, LocalDate before) {
            public boolean isBy(String otherRules) {
                return SealRecord.digest(rules).equals(SealRecord.digest(otherRules));
            }
        }

        public SealMark {
            if (sealings.isEmpty()) throw new IllegalArgumentException("a mark of no sealing");
            sealings = List.copyOf(sealings);
            rejected = Map.copyOf(new TreeMap<>(rejected));
        }

        @Override
        public String rules() {
            return "";
        }

        @Override
        public long end() {
            return rejectedEnd;
        }

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public void write(ObjectNode json) {
            ArrayNode all = json.putArray("sealings");
            for (Sealing sealing : sealings) {
                ObjectNode sealed = all.addObject();
                if (!sealing.rules().isEmpty()) sealed.put("rules", sealing.rules());
                Instant logTime = Instant.ofEpochMilli(sealing.logTimeMillis());
                sealed.put("end", sealing.end()).put("log_time", logTime.toString());
                sealed.put("before", sealing.before().toString());
            }
            JsonTree.write("rejected", rejected, Function.identity(), json);
            json.put("rejected_end", rejectedEnd).put("log_begin", logBegin);
        }

        public static Optional<SealRecord> unseal(JsonTree json) {
            if (!json.has("sealings")) return Optional.empty();
            List<Sealing> sealings = json.objects("sealings").stream()
                    .map(sealing -> new Sealing(
                            SealRecord.rules(sealing),
                            sealing.number("end"),
                            Instant.parse(sealing.text("log_time")).toEpochMilli(),
                            LocalDate.parse(sealing.text("before"))))
                    .toList();
            // older releases did not say
            long logBegin = json.has("log_begin")
                    ? json.number("log_begin")
                    : sealings.get(sealings.size() - 1).end();
            return Optional.of(new SealMark(sealings, json.numbers("rejected"), json.number("rejected_end"), logBegin));
        }

        public Sealing last() {
            return sealings.get(sealings.size() - 1);
        }
    }
}
