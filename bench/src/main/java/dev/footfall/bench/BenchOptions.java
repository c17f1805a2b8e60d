package dev.footfall.bench;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.rules.CountingRules;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Empty events, projections or heap mean the benchmark's own default, the settings' and this process's. */
public record BenchOptions(
        List<Long> events,
        Load shape,
        List<Projections> projections,
        int rounds,
        Optional<String> heap,
        Optional<Path> directory,
        Settings settings,
        Consumer<String> notes) {
    public BenchOptions {
        events = List.copyOf(events);
        projections = List.copyOf(projections);
        if (rounds < 1 || rounds > 1_000) {
            throw new IllegalArgumentException("--rounds is " + rounds + ": allowed is 1 to 1000");
        }
        if (settings.isGiven(Setting.KAFKA_BOOTSTRAP_SERVERS)) {
            throw new IllegalArgumentException("a benchmark starts its own Kafka: do not set kafka.bootstrap-servers");
        }
        heap.filter(size -> !size.matches("[1-9][0-9]*[mgMG]")).ifPresent(size -> {
            throw new IllegalArgumentException("--heap is " + size + ": allowed is a size such as 512m or 1g");
        });
    }

    List<Long> eventsOr(long defaultEvents) {
        return events.isEmpty() ? List.of(defaultEvents) : events;
    }

    long oneSizeOr(long defaultEvents) {
        List<Long> sizes = eventsOr(defaultEvents);
        if (sizes.size() == 1) return sizes.get(0);
        throw new IllegalArgumentException(
                "--events names " + sizes.size() + " sizes: only 'bench replay' accepts several");
    }

    List<Projections> projectionsOrThose() {
        if (!projections.isEmpty()) return projections;
        return List.of(RoomConfigs.of(settings).state().rules().projections());
    }

    void note(String form, Object... values) {
        notes.accept(String.format(Locale.ROOT, form, values));
    }

    Load load(long number) {
        return shape.withEvents(number);
    }

    int partitions() {
        return settings.number(Setting.TOPICS_PARTITIONS);
    }

    CountingRules rules() {
        return RoomConfigs.rules(settings).counting();
    }
}
