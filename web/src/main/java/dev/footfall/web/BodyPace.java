package dev.footfall.web;

import java.time.Duration;

/** The pace at which a body has to come in: so many bytes in each such time, unless it ends in it. */
public record BodyPace(Duration time, long bytes) {
    public static BodyPace whole(Duration time) {
        return new BodyPace(time, Long.MAX_VALUE);
    }
}
