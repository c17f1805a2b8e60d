package dev.footfall.standalone;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.query.Readiness;
import dev.footfall.queryapi.http.QueryServer;
import java.util.function.Function;

/** A process, or a part of one, that runs on components of its own and closes with them. */
interface Running extends AutoCloseable {
    Components components();

    @Override
    default void close() {
        components().close();
    }

    /** Closes the components if it cannot be started on them. */
    static <T> T start(Function<Components, T> started) {
        NativeLibraries.require();
        var components = new Components();
        try {
            return started.apply(components);
        } catch (RuntimeException e) {
            components.close();
            throw e;
        }
    }

    interface CountingNode extends Running {
        CountingParts counting();

        default String rules() {
            return counting().states().live().rules().id();
        }

        /** Not ready also while questions are answered from a state that only another release can open. */
        default Readiness readiness() {
            return counting().states().answering().reader().state().readiness();
        }

        default Aggregator aggregator() {
            return counting().aggregator();
        }

        default QueryServer query() {
            return counting().query();
        }
    }
}
