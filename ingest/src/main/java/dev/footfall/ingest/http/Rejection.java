package dev.footfall.ingest.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.events.Decoded;
import java.io.IOException;

/**
 * The reason why one event of a request was not accepted.
 *
 * @param index its place in the array, or its line, from 0
 * @param reason the field at fault and what is wrong with it
 */
record Rejection(int index, Decoded.Malformed reason) {
    /** A body that cannot be read at all. */
    static Rejection ofBody(String error) {
        return new Rejection(0, new Decoded.Malformed(Decoded.Malformed.JSON, error));
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", index);
        json.writeStringField("field", reason.field());
        json.writeStringField("error", reason.error());
        json.writeEndObject();
    }
}
