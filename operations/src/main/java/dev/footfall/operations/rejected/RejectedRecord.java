package dev.footfall.operations.rejected;

import dev.footfall.events.RejectedEvent;
import java.time.Instant;

/**
 * A record of the topic of rejected events.
 *
 * @param place where it stands in that topic
 * @param time when it was written there
 * @param event what could not be read, and why
 */
public record RejectedRecord(RejectedPlace place, Instant time, RejectedEvent event) {
    /** The name of where the original came from: its topic, or the server whose log it was a line of. */
    public String from() {
        return event.origin() instanceof RejectedEvent.FromTopic original
                ? original.topic()
                : "log of " + ((RejectedEvent.FromLine) event.origin()).source();
    }
}
