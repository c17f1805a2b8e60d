package dev.footfall.operations.rejected;

import dev.footfall.events.RejectedEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record of the topic of rejected events.
 *
 * @param place where it stands in that topic
 * @param time when it was written there
 * @param event what could not be read, and why
 */
public record RejectedRecord(Place place, Instant time, RejectedEvent event) {
    /** The name of where the original came from: its topic, or the server whose log it was a line of. */
    public String from() {
        return event.origin() instanceof RejectedEvent.FromTopic original
                ? original.topic()
                : "log of " + ((RejectedEvent.FromLine) event.origin()).source();
    }

    /** The place of a record in the topic of rejected events; as text, partition and offset: {@code 3-4711}. */
    public record Place(int partition, long offset) {
        private static final Pattern TEXT = Pattern.compile("(\\d{1,6})-(\\d{1,18})");

        public static Optional<Place> of(String text) {
            Matcher parts = TEXT.matcher(text);
            return parts.matches()
                    ? Optional.of(new Place(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return partition + "-" + offset;
        }
    }
}
