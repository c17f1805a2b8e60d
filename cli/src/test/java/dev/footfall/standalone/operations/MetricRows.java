package dev.footfall.standalone.operations;

import dev.footfall.queryapi.peers.PeerMeters;
import dev.footfall.queryapi.peers.PeerOutcome;
import dev.footfall.standalone.DocTable;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Footfall's metrics as rows of a table: name, labels and description of each, from scraped text. */
final class MetricRows {
    private static final Pattern HELP = Pattern.compile("(?m)^# HELP (footfall_\\w+) (.*)$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(footfall_\\w+)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    private MetricRows() {}

    static List<String> of(String... scraped) {
        String text = String.join("\n", scraped);
        var meanings = new TreeMap<String, String>();
        HELP.matcher(text).results().forEach(help -> meanings.put(help.group(1), help.group(2)));
        meanings.keySet().removeIf(name -> name.endsWith("_max"));
        return meanings.entrySet().stream()
                .map(meter -> DocTable.row(
                        "`" + meter.getKey() + "`",
                        String.join(", ", labels(meter.getKey(), text)),
                        meter.getValue().strip()))
                .toList();
    }

    /** The metrics of the traffic between nodes, which a {@code run} has none of. */
    static String ofPeers() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var meters = new PeerMeters(registry);
        meters.asked(PeerOutcome.OK, Duration.ZERO);
        meters.answered(200, Duration.ZERO);
        return registry.scrape();
    }

    private static Set<String> labels(String name, String text) {
        var labels = new TreeSet<String>();
        Matcher samples = SAMPLE.matcher(text);
        while (samples.find()) {
            if (!samples.group(1).replaceFirst("_(count|sum|bucket)$", "").equals(name)
                    && !samples.group(1).equals(name)) continue;
            LABEL.matcher(samples.group(2)).results().forEach(label -> labels.add("`" + label.group(1) + "`"));
        }
        labels.remove("`le`");
        return labels;
    }
}
