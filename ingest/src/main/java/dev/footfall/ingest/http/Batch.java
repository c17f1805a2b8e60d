package dev.footfall.ingest.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.events.Decoded;
import dev.footfall.events.WritableEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

sealed interface Batch {
    /** Events, and what was sent in their place. Both in the body's order. */
    record Read(List<WritableEvent> events, List<Rejection> rejections) implements Batch {
        /** Nothing yet; it is filled while the body is read. */
        Read() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        /**
         * Adds what was read at a place.
         *
         * @param index its place in the array, or its line, from 0
         */
        void add(int index, Decoded decoded) {
            decoded.fold(events::add, reason -> rejections.add(new Rejection(index, reason)));
        }

        int size() {
            return events.size() + rejections.size();
        }

        boolean isAllBad() {
            return events.isEmpty() && !rejections.isEmpty();
        }
    }

    /** The body breaks off or is no JSON: none of it is accepted. */
    record Unreadable(Rejection rejection) implements Batch {}

    record TooMany() implements Batch {}

    /**
     * The reason why one event of a request was not accepted.
     *
     * @param index its place in the array, or its line, from 0
     * @param reason the field at fault and what is wrong with it
     */
    record Rejection(int index, Decoded.Malformed reason) {
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
}
