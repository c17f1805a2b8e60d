package dev.footfall.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of {@link DownloadEvent}, version 1. Reading streams: no tree, no reflection. Unknown fields are
 * ignored, of a repeated field the last one counts, and a field that is missing or bad is named.
 */
public final class EventCodec {
    /**
     * Shared by everything that reads or writes events; safe for use by many threads. Bytes are UTF-8 and never guessed
     * to be another encoding, and the names of unknown fields are not kept for the life of the process.
     */
    public static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** The time by which an event may be ahead of the clock that saw it. */
    public static final long MAX_AHEAD_MILLIS = 86_400_000L;

    /** The names of the fields of version 1, by which a bad event is rejected, in the order in which a fault is reported. */
    public static final List<String> FIELDS = List.of(
            "id",
            "time",
            "repo_type",
            "repo",
            "method",
            "status",
            "user_id",
            "user",
            "visitor",
            "ip",
            "path",
            "revision",
            "via",
            "bytes",
            "range_start",
            "size",
            "user_agent",
            "source",
            "network");

    private static final Map<String, Integer> KNOWN = JsonFields.places(FIELDS);

    private EventCodec() {}

    /** Turns the address that a publisher sent in place of a visitor into the visitor. */
    public interface AddressHash {
        /**
         * The visitor who came from this address with this agent at this time.
         *
         * @param address an IP literal or a host name
         * @throws IllegalArgumentException if that is no address; the message must not repeat it
         */
        VisitorId visitor(String address, @Nullable String userAgent, Instant time);

        /** The text with "-" in place of this address, however it is spelled there; never longer. */
        String withoutAddress(String text, String address);
    }

    /** Reads exactly one JSON object of UTF-8; its time is held against {@code nowMillis}, the record's log time. */
    public static Decoded decode(byte[] value, long nowMillis) {
        return decode(value, nowMillis, null);
    }

    /** The same, of an event that may have {@code ip} in place of {@code visitor} where there is a hash for it. */
    public static Decoded decode(byte[] value, long nowMillis, @Nullable AddressHash addressHash) {
        try (JsonParser parser = JSON.createParser(value)) {
            parser.nextToken();
            Decoded decoded = decode(parser, nowMillis, addressHash);
            return parser.nextToken() == null ? decoded : unreadable("something follows the event");
        } catch (IOException e) { // bytes in memory cannot fail otherwise than by what they say
            return unreadable("not JSON"); // Jackson's message quotes the text, and that could be an address
        }
    }

    /**
     * Reads the JSON value at which the parser stands, and leaves the parser at its last token, whatever the verdict.
     *
     * @param addressHash accepts {@code ip} in place of {@code visitor}; null where that field means nothing
     * @throws IOException if the text is not JSON
     */
    public static Decoded decode(JsonParser parser, long nowMillis, @Nullable AddressHash addressHash)
            throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return new Decoded.Malformed(Decoded.Malformed.JSON, "an event is a JSON object");
        }
        return new EventReader(JsonFields.of(parser, KNOWN), addressHash).event(nowMillis);
    }

    public static byte[] encode(DownloadEvent event) {
        return new EventEncoder().encode(event);
    }

    private static Decoded unreadable(String error) {
        return new Decoded.Malformed(Decoded.Malformed.JSON, error);
    }
}
