package dev.footfall.events;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The key of the visitors of one UTC day, as {@link TopicSpec#VISITOR_KEYS} has it until that day is closed.
 *
 * @param key 32 random bytes as lower-case hexadecimal digits
 */
public record VisitorKey(LocalDate day, String key) {
    public static final List<String> FIELDS = List.of("day", "key");

    private static final Map<String, Integer> KNOWN = JsonFields.places(FIELDS);
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public VisitorKey {
        if (!FORM.matcher(key).matches()) throw new IllegalArgumentException("not a key of 32 bytes");
    }

    public static Parsed<VisitorKey> decode(byte[] value) {
        JsonFields fields = JsonFields.of(value, KNOWN);
        String date = fields.required("day");
        Optional<LocalDate> day = day(date);
        if (day.isEmpty()) fields.fail("day", "must be a date such as 2026-11-20");
        String key = fields.required("key");
        if (!FORM.matcher(key).matches()) fields.fail("key", "must be 64 lower-case hexadecimal digits");
        return fields.verdict(() -> new VisitorKey(day.orElseThrow(), key));
    }

    /** The key of the day's record: the last one holds, and one without a value destroys the day's key. */
    public static byte[] recordKey(LocalDate day) {
        return day.toString().getBytes(StandardCharsets.US_ASCII);
    }

    public static Optional<LocalDate> dayOf(byte[] recordKey) {
        return day(new String(recordKey, StandardCharsets.UTF_8));
    }

    private static Optional<LocalDate> day(String date) {
        try {
            return Optional.of(LocalDate.parse(date));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public byte[] toJson() {
        return new JsonBytes().field("day", day.toString()).field("key", key).toObject();
    }

    @Override
    public String toString() {
        return "VisitorKey[day=" + day + "]";
    }
}
