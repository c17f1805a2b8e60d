package dev.footfall.web.openapi;

import java.util.List;
import java.util.stream.Stream;

/** One parameter of an operation, or several that belong together. */
@FunctionalInterface
public interface Parameters {
    List<Parameter> all();

    static Parameters of(Parameters... parts) {
        List<Parameter> all =
                Stream.of(parts).flatMap(part -> part.all().stream()).toList();
        return () -> all;
    }
}
