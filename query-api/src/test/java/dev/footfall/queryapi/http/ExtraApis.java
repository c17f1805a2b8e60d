package dev.footfall.queryapi.http;

import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/** The APIs beside the core's that tests find on their class path: none in the core, others in the modules that have some. */
public interface ExtraApis extends Supplier<List<Api>> {
    static List<Api> all() {
        return ServiceLoader.load(ExtraApis.class).stream()
                .flatMap(found -> found.get().get().stream())
                .toList();
    }
}
