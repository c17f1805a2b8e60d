package dev.footfall.ingest.http;

import dev.footfall.events.Decoded;
import dev.footfall.events.WritableEvent;
import java.util.ArrayList;
import java.util.List;

/** The content of one request's body. */
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

        /** The number of items that were sent. */
        int size() {
            return events.size() + rejections.size();
        }

        /** True if something was sent, and nothing of it is an event. */
        boolean isAllBad() {
            return events.isEmpty() && !rejections.isEmpty();
        }
    }

    /** The body breaks off or is no JSON: none of it is accepted. */
    record Unreadable(Rejection rejection) implements Batch {}

    /** More events than a request may have. */
    record TooMany() implements Batch {}
}
