package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
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
 */
public record SealMark(List<Sealing> sealings, Map<String, Long> rejected, long rejectedEnd) implements SealRecord {
    /** The key of a partition's mark; no repository has such a name. */
    public static final String KEY = "mark";

    /**
     * One sealing of the partition.
     *
     * @param rules name and digest of the rules of the state that was sealed; empty if its release did not say
     * @param end the offset up to which the partition had been counted
     * @param logTimeMillis the newest log time counted, milliseconds since 1970
     * @param before the first day that was left
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
    public SealMark at(long otherEnd) {
        return new SealMark(sealings, rejected, otherEnd);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("sealings");
        for (Sealing sealing : sealings) {
            json.writeStartObject();
            if (!sealing.rules().isEmpty()) json.writeStringField("rules", sealing.rules());
            json.writeNumberField("end", sealing.end());
            json.writeStringField(
                    "log_time", Instant.ofEpochMilli(sealing.logTimeMillis()).toString());
            json.writeStringField("before", sealing.before().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonTree.write("rejected", rejected, Function.identity(), json);
        json.writeNumberField("rejected_end", rejectedEnd);
    }

    /** The mark that this JSON holds; empty if it is another record. */
    public static Optional<SealRecord> unseal(JsonTree json) {
        if (!json.has("sealings")) return Optional.empty();
        List<Sealing> sealings = json.objects("sealings").stream()
                .map(sealing -> new Sealing(
                        SealRecord.rules(sealing),
                        sealing.number("end"),
                        Instant.parse(sealing.text("log_time")).toEpochMilli(),
                        LocalDate.parse(sealing.text("before"))))
                .toList();
        return Optional.of(new SealMark(sealings, json.numbers("rejected"), json.number("rejected_end")));
    }

    public Sealing last() {
        return sealings.get(sealings.size() - 1);
    }
}
