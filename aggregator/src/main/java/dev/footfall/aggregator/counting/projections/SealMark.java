package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

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
        if (sealings.isEmpty()) throw new IllegalArgumentException("a seal mark without a sealing");
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
