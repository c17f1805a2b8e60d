package dev.footfall.events;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies that were trusted when the first event of a source's UTC day was published, as {@link TopicSpec#TRUSTED_PROXIES} has
 * them: all lines of that day are read by them, so that a line has one client, whenever it is read again.
 *
 * @param day of the events' own times
 * @param proxies the value of {@code ingest.trusted-proxies}; "" where it is not set
 */
public record SourceTrust(LocalDate day, String source, String proxies) {
    public static final List<String> FIELDS = List.of("day", "source", "trusted_proxies");

    private static final Map<String, Integer> KNOWN = JsonFields.places(FIELDS);

    public static Parsed<SourceTrust> decode(byte[] value) {
        JsonFields fields = JsonFields.of(value, KNOWN);
        Optional<LocalDate> day = day(fields.required("day"));
        if (day.isEmpty()) fields.fail("day", "must be a date such as 2026-11-20");
        String source = fields.required("source", EventDetails.MAX_SOURCE_LENGTH);
        String proxies = fields.required("trusted_proxies");
        return fields.verdict(() -> new SourceTrust(day.orElseThrow(), source, proxies));
    }

    private static Optional<LocalDate> day(String date) {
        try {
            return Optional.of(LocalDate.parse(date));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The key of its record, such as {@code 2026-11-20/files-1}; of several with one key the first holds. */
    public byte[] recordKey() {
        return (day + "/" + source).getBytes(StandardCharsets.UTF_8);
    }

    public byte[] toJson() {
        return new JsonBytes()
                .field("day", day.toString())
                .field("source", source)
                .field("trusted_proxies", proxies)
                .toObject();
    }
}
