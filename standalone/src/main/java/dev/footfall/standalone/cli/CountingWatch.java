package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.standalone.Lifetime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The progress of a state's counting, from where it is at the first look to the end that the log has then. Used by one thread.
 */
final class CountingWatch {
    /** Well below the requests that one caller may send, unless the API is told to take fewer. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Supplier<JsonNode> state;
    private final ProgressBar bar;
    private Optional<Way> way = Optional.empty();
    private String shownDetail = "";

    /** The way from the first look to the end, in records. */
    private record Way(long start, long end) {}

    /**
     * A watch that has not looked yet.
     *
     * @param state the state, as the list of all has it, afresh each time
     */
    CountingWatch(Supplier<JsonNode> state, ProgressBar bar) {
        this.state = state;
        this.bar = bar;
    }

    /** Shows the progress until the end of the way, or of the lifetime; true in the first case. */
    boolean await(Lifetime lifetime) {
        while (!lifetime.isOver()) {
            if (isLevel(state.get())) return true;
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return false;
    }

    private boolean isLevel(JsonNode now) {
        String detail = now.path("detail").asText();
        if (!detail.isEmpty()) {
            showDetail(detail);
            return false;
        }
        long counted = now.path("counted").asLong();
        long left = now.path("left").asLong();
        Way whole = way.orElseGet(() -> new Way(counted, counted + left));
        way = Optional.of(whole);
        if (left == 0 || counted >= whole.end) return true;
        bar.show(counted - whole.start, whole.end - whole.start, counted - whole.start);
        return false;
    }

    private void showDetail(String detail) {
        if (!detail.equals(shownDetail)) bar.say(detail);
        shownDetail = detail;
    }
}
