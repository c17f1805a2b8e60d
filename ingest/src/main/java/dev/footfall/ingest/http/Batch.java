package dev.footfall.ingest.http;

import dev.footfall.events.DownloadEvent;
import java.util.ArrayList;
import java.util.List;

/** The content of one request's body. */
sealed interface Batch {
    /** Events, and what was sent in their place. Both in the body's order. */
    record Read(List<DownloadEvent> events, List<Rejection> rejections) implements Batch {
        /** Nothing yet; {@link BatchReader} fills it. */
        Read() {
            this(new ArrayList<>(), new ArrayList<>());
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
