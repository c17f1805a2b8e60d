package dev.footfall.operations.rejected;

import dev.footfall.events.RejectedEvent;
import java.time.Instant;

public record RejectedRecord(RejectedPlace place, Instant time, RejectedEvent event) {
    /** The name of where the original came from: its topic, or the server whose log it was a line of. */
    public String from() {
        return event.origin() instanceof RejectedEvent.FromTopic original
                ? original.topic()
                : "log of " + ((RejectedEvent.FromLine) event.origin()).source();
    }
}
