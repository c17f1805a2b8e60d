package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** All that two states count differently, on one screen. */
final class DiffScreen {
    private static final int MOST_DAYS = 14;
    private static final List<String> TOTALS = List.of("downloads", "authenticated", "files", "bytes", "excluded");

    private DiffScreen() {}

    /** The screen of an answer that has the rows of every kind of sums. */
    static String of(JsonNode diff) {
        Stream<String> always = Stream.of(rules(diff), totals(diff));
        if (diff.path("changed_days").asLong() == 0) {
            return joined(Stream.concat(always, Stream.of("nothing differs\n")));
        }
        Stream<String> sums =
                Stream.of(DiffKind.TYPE, DiffKind.REASON, DiffKind.CLASS).map(kind -> kind.table(rows(diff, kind)));
        return joined(Stream.of(always, sums, Stream.of(days(diff), repositories(diff)))
                .flatMap(part -> part));
    }

    private static String joined(Stream<String> parts) {
        return parts.collect(Collectors.joining("\n"));
    }

    private static JsonNode rows(JsonNode diff, DiffKind kind) {
        return diff.path("by_" + kind.label());
    }

    private static String rules(JsonNode diff) {
        return TextTable.aligned(List.of(
                List.of("before", diff.path("rules_before").asText(), "which answers"),
                List.of(
                        "after",
                        diff.path("rules").asText(),
                        "the state " + diff.path("state").asText())));
    }

    private static String totals(JsonNode diff) {
        var table = new ArrayList<List<String>>();
        table.add(line("in all", ChangedNumber.HEADING));
        for (String total : TOTALS) {
            table.add(line(total, ChangedNumber.of(diff, total).cells()));
        }
        return TextTable.aligned(table);
    }

    private static List<String> line(String thing, List<String> cells) {
        return Stream.concat(Stream.of(thing), cells.stream()).toList();
    }

    /** The days that changed most, in their order. */
    private static String days(JsonNode diff) {
        List<JsonNode> changed = StreamSupport.stream(rows(diff, DiffKind.DAY).spliterator(), false)
                .filter(day -> !day.path("before").equals(day.path("after")))
                .toList();
        Set<JsonNode> most = changed.stream()
                .sorted(Comparator.comparingLong(DiffScreen::downloadsMoved).reversed())
                .limit(MOST_DAYS)
                .collect(Collectors.toSet());
        int more = changed.size() - most.size();
        return DiffKind.DAY.table(changed.stream().filter(most::contains).toList())
                + (more == 0 ? "" : "and " + more + " more days, with --by day\n");
    }

    private static long downloadsMoved(JsonNode row) {
        return Math.abs(ChangedNumber.of(row, "downloads").change());
    }

    private static String repositories(JsonNode diff) {
        JsonNode repositories = diff.path("repositories");
        long changed = repositories.path("changed").asLong();
        return DiffKind.REPOSITORY.table(rows(diff, DiffKind.REPOSITORY))
                + TextTable.number(changed) + (changed == 1 ? " repository changed, " : " repositories changed, ")
                + TextTable.number(repositories.path("appeared").asLong()) + " appeared, "
                + TextTable.number(repositories.path("gone").asLong()) + " gone\n";
    }
}
