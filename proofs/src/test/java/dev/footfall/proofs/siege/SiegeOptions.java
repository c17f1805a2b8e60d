package dev.footfall.proofs.siege;

import dev.footfall.proofs.chaos.ChaosOptions;
import dev.footfall.proofs.cluster.ClusterSize;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The options of a siege.
 *
 * @param extent its extent
 * @param seed of the attacks, the requests, the events and the questions
 * @param directory the place of its files while it runs
 * @param settings those of the product
 * @param notes receives lines on the progress
 */
public record SiegeOptions(
        Extent extent, long seed, Optional<Path> directory, Settings settings, Consumer<String> notes) {
    private static final int MOST_REQUESTS = 100_000_000;
    private static final Duration OF_REQUESTS = Duration.ofHours(1);
    private static final int EVENTS_PER_SECOND = 200;

    /** The number of questions that are asked, and checked, in a second. */
    static final int QUESTIONS_PER_SECOND = 20;

    /** The extent of a siege. */
    public sealed interface Extent {
        /** All attacks at random, for this time. */
        record Time(Duration length) implements Extent {}

        /** Malformed and mutated requests alone, this many of them. */
        record Requests(long number) implements Extent {}
    }

    public SiegeOptions {
        if (extent instanceof Extent.Time time) {
            ChaosOptions.require("siege.minutes", time.length().toSeconds() / 60.0, 0.25, 24 * 60);
        }
        if (extent instanceof Extent.Requests requests) {
            ChaosOptions.require("siege.requests", (double) requests.number(), 1, MOST_REQUESTS);
        }
        if (settings.isGiven(Setting.KAFKA_BOOTSTRAP_SERVERS)) {
            throw new IllegalArgumentException("siege fills and attacks what it runs on: it starts its own Kafka");
        }
    }

    /** The most malformed requests that it sends. */
    long mostRequests() {
        return extent instanceof Extent.Requests requests ? requests.number() : Long.MAX_VALUE;
    }

    /** The rows that it begins with: few without slow readers, for requests to be many. */
    Filling filling() {
        return extent instanceof Extent.Requests ? Filling.SMALL : Filling.LARGE;
    }

    /** The honest load beside it. */
    ChaosOptions honest() {
        Duration length = extent instanceof Extent.Time time ? time.length() : OF_REQUESTS;
        var pace =
                new ChaosOptions.Pace(EVENTS_PER_SECOND, QUESTIONS_PER_SECOND, new ChaosOptions.Disturbed.AtRandom(0));
        return new ChaosOptions(length, seed, pace, new ClusterSize(1, 1), directory, settings, notes);
    }
}
