package dev.footfall.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;

/** JSON that is found to be {@link Utf8} before it is parsed, and faults of it in words that quote nothing. */
public final class CheckedJson {
    /** Bytes are UTF-8, never guessed; names of unknown fields are not kept for the life of the process. */
    public static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** Jackson's limits, in words. */
    public static final String LIMITS =
            "JSON of at most 1,000 levels, 1,000 digits in a number, and 50,000 characters in a name";

    private CheckedJson() {}

    /** A parser of JSON in these bytes, once they are found to be {@link Utf8}; others fail. */
    public static JsonParser parser(byte[] json, int from, int length) throws IOException {
        int malformed = Utf8.malformedAt(json, from, from + length);
        if (malformed >= 0) throw new MalformedTextException(malformed - from);
        return JSON.createParser(json, from, length);
    }

    /** The reason why JSON cannot be read. Jackson's own message quotes the text, and that could be an address. */
    public static String fault(IOException failure) {
        if (failure instanceof MalformedTextException malformed) return malformed.reason();
        return failure instanceof StreamConstraintsException ? "not " + LIMITS : "not JSON";
    }

    private static final class MalformedTextException extends IOException {
        private static final long serialVersionUID = 1;

        private final int at;

        MalformedTextException(int at) {
            super("not UTF-8, at byte " + at);
            this.at = at;
        }

        String reason() {
            return "not UTF-8, at byte " + at;
        }
    }
}
