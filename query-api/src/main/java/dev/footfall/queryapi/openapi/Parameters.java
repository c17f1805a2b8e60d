package dev.footfall.queryapi.openapi;

import java.util.List;
import java.util.stream.Stream;

/** What an operation takes: a parameter, or some that belong together. */
@FunctionalInterface
public interface Parameters {
    List<Parameter> all();

    static Parameters of(Parameters... parts) {
        List<Parameter> all =
                Stream.of(parts).flatMap(part -> part.all().stream()).toList();
        return () -> all;
    }
}
