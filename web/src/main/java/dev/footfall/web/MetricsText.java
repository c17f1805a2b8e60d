package dev.footfall.web;

import java.util.stream.Collectors;

public final class MetricsText {
    private MetricsText() {}

    /** Removes the samples of sources, which are not for everybody: a source may serve private repositories alone. */
    public static String withoutSources(String text) {
        return text.lines()
                .filter(line -> !line.contains("{source=\"") && !line.contains(",source=\""))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
