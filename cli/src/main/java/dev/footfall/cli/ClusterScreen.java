package dev.footfall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The answer of {@code /v1/cluster} as text: a line of sums, and a table of each of its lists. */
record ClusterScreen(Instant at) {
    private static final String UNKNOWN = "-";
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final int UNIT = 1_000;

    static String of(JsonNode cluster) {
        return new ClusterScreen(Instant.parse(cluster.path("at").asText())).text(cluster);
    }

    private String text(JsonNode cluster) {
        String sources = cluster.has("sources")
                ? TextTable.of(List.of("source", "last event", "events"), cluster.path("sources"), this::source)
                : "the sources are not known: a partition does not answer\n";
        return String.join(
                "\n",
                summary(cluster),
                TextTable.of(
                        List.of(
                                "node", "release", "peers", "since", "active", "standby", "lag", "heap", "free",
                                "state", ""),
                        cluster.path("nodes"),
                        ClusterScreen::node),
                TextTable.of(
                        List.of(
                                "partition",
                                "node",
                                "standbys",
                                "phase",
                                "lag",
                                "copy lag",
                                "last record",
                                "commit",
                                "entries",
                                "store",
                                "leader",
                                "in sync",
                                "log",
                                ""),
                        cluster.path("partitions"),
                        this::partition),
                StateTable.of(cluster.path("states")),
                sources);
    }

    private static String summary(JsonNode cluster) {
        long counting = count(cluster.path("partitions"), "phase", "Counting");
        String releases = StreamSupport.stream(cluster.path("nodes").spliterator(), false)
                .filter(node -> node.path("reachable").asBoolean())
                .map(node -> node.path("release").asText() + " (peers "
                        + node.path("peers").asText() + ")")
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        long away = count(cluster.path("nodes"), "reachable", "false");
        return "nodes: %d, without an answer: %d; partitions: %d, counting: %d; release %s%n"
                .formatted(
                        cluster.path("nodes").size(),
                        away,
                        cluster.path("partitions").size(),
                        counting,
                        releases);
    }

    private static long count(JsonNode rows, String field, String value) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.path(field).asText().equals(value))
                .count();
    }

    private static List<String> node(JsonNode node) {
        boolean isKnown = node.path("reachable").asBoolean();
        return List.of(
                node.path("node").asText(),
                TextTable.cell(node.path("release")),
                TextTable.cell(node.path("peers")),
                TextTable.cell(node.path("since")).replaceFirst("\\.\\d+Z$", "Z"),
                isKnown ? String.valueOf(node.path("active").size()) : UNKNOWN,
                isKnown ? String.valueOf(node.path("standby").size()) : UNKNOWN,
                number(node.path("lag")),
                share(node.path("heap_used"), node.path("heap_max")),
                bytes(node.path("disk_free")),
                bytes(node.path("state_bytes")),
                node.path("detail").asText());
    }

    private List<String> partition(JsonNode row) {
        return List.of(
                row.path("partition").asText(),
                TextTable.cell(row.path("node")),
                row.path("standbys").isEmpty() ? UNKNOWN : TextTable.cell(row.path("standbys")),
                TextTable.cell(row.path("phase")),
                number(row.path("lag")),
                number(row.path("standby_lag")),
                age(row.path("last_record")),
                age(row.path("last_commit")),
                number(row.path("entries")),
                bytes(row.path("store_bytes")),
                TextTable.cell(row.path("leader")),
                row.path("replicas").isNull()
                        ? UNKNOWN
                        : row.path("in_sync").asText() + "/"
                                + row.path("replicas").asText(),
                bytes(row.path("log_bytes")),
                row.path("detail").asText());
    }

    private List<String> source(JsonNode source) {
        return List.of(
                source.path("source").asText(),
                source.path("last").asText().replaceFirst("\\.\\d+Z$", "Z"),
                number(source.path("events")));
    }

    private static String number(JsonNode value) {
        return value.isNumber() ? TextTable.number(value.asLong()) : UNKNOWN;
    }

    private static String share(JsonNode part, JsonNode whole) {
        boolean isKnown = part.isNumber() && whole.asLong() > 0;
        return isKnown ? Math.round(100.0 * part.asLong() / whole.asLong()) + " %" : UNKNOWN;
    }

    /** By powers of a thousand, with three digits. */
    static String bytes(JsonNode value) {
        if (!value.isNumber()) return UNKNOWN;
        double bytes = value.asDouble();
        int unit = 0;
        while (bytes >= UNIT && unit < UNITS.size() - 1) {
            bytes /= UNIT;
            unit++;
        }
        String digits = unit == 0 || bytes >= 100 ? "%.0f" : bytes >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, digits, bytes) + " " + UNITS.get(unit);
    }

    /** The time since then, when the server answered. */
    private String age(JsonNode time) {
        if (!time.isTextual()) return UNKNOWN;
        Duration age = Duration.between(Instant.parse(time.asText()), at);
        if (age.isNegative()) return "0 s";
        if (age.toMinutes() < 2) return age.toSeconds() + " s";
        if (age.toHours() < 2) return age.toMinutes() + " min";
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " d";
    }
}
