package dev.footfall.operations.states;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

final class StateMeters {
    private final MultiGauge counted;
    private final MultiGauge answers;
    private final Supplier<String> answering;

    StateMeters(MeterRegistry registry, Supplier<String> answering) {
        this.answering = answering;
        this.counted = MultiGauge.builder("footfall.state.counted.records")
                .description("Records that each state has read, in the partitions counted here")
                .register(registry);
        this.answers = MultiGauge.builder("footfall.state.answers")
                .description("1 for the state that answers, otherwise 0")
                .register(registry);
    }

    void show(List<OpenState> states) {
        show(counted, states, state -> state.aggregator().progress().counted());
        show(answers, states, state -> state.state().name().equals(answering.get()) ? 1 : 0);
    }

    private static void show(MultiGauge gauge, List<OpenState> states, ToDoubleFunction<OpenState> number) {
        List<Row<?>> rows = states.stream()
                .<Row<?>>map(state -> Row.of(Tags.of("state", state.state().name()), state, number))
                .toList();
        gauge.register(rows, false); // else a scrape meanwhile finds a row twice, and fails
    }
}
