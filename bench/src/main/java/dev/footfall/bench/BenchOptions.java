package dev.footfall.bench;

import dev.footfall.aggregator.counting.Projections;
import dev.footfall.rules.CountingRules;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The options of a benchmark.
 *
 * @param events the number of events; several where the benchmark takes them; empty for the benchmark's own default
 * @param shape the shape of the load
 * @param projections the sets of projections to be compared; empty for those of the settings alone
 * @param rounds the number of measurements of each figure
 * @param heap the maximum heap of a process that counts, as the JVM takes it; empty for that of this process
 * @param directory the place of its files while it runs
 * @param settings those of the product that is measured
 * @param notes receives lines on the progress
 */
public record BenchOptions(
        List<Long> events,
        Shape shape,
        List<Projections> projections,
        int rounds,
        Optional<String> heap,
        Optional<Path> directory,
        Settings settings,
        Consumer<String> notes) {
    /**
     * The shape of a load.
     *
     * @param repositories the number of repositories
     * @param visitors the number of visitors
     * @param days over how many days, up to today
     * @param seed of the random numbers
     * @param manner the order and form in which its events come
     */
    public record Shape(int repositories, int visitors, int days, long seed, Load.Manner manner) {}

    public BenchOptions {
        events = List.copyOf(events);
        projections = List.copyOf(projections);
        if (rounds < 1 || rounds > 1_000) {
            throw new IllegalArgumentException("--rounds is " + rounds + ": allowed is 1 to 1000");
        }
        if (settings.isGiven(Setting.KAFKA_BOOTSTRAP_SERVERS)) {
            throw new IllegalArgumentException("a benchmark starts its own Kafka: leave kafka.bootstrap-servers away");
        }
        heap.filter(size -> !size.matches("[1-9][0-9]*[mgMG]")).ifPresent(size -> {
            throw new IllegalArgumentException("--heap is " + size + ": it is a size such as 512m or 1g");
        });
    }

    /** The sizes, or this one when none was named. */
    List<Long> eventsOr(long unlessSaid) {
        return events.isEmpty() ? List.of(unlessSaid) : events;
    }

    /**
     * The one size of a benchmark that takes no more.
     *
     * @throws IllegalArgumentException if several were named
     */
    long oneSizeOr(long unlessSaid) {
        List<Long> sizes = eventsOr(unlessSaid);
        if (sizes.size() == 1) return sizes.get(0);
        throw new IllegalArgumentException(
                "--events names " + sizes.size() + " sizes: only 'bench replay' takes several");
    }

    /** The sets of projections to be compared, or that of the settings. */
    List<Projections> projectionsOrThose() {
        if (!projections.isEmpty()) return projections;
        return List.of(RoomConfigs.of(settings).state().rules().projections());
    }

    /** A load of this many events of that shape, up to the start of today. */
    Load load(long number) {
        LocalDate today = LocalDate.now(Clock.system(ZoneOffset.UTC));
        return new Load(
                number, shape.repositories(), shape.visitors(), shape.days(), shape.seed(), today, shape.manner());
    }

    int partitions() {
        return settings.number(Setting.TOPICS_PARTITIONS);
    }

    CountingRules rules() {
        return RoomConfigs.rules(settings).counting();
    }
}
