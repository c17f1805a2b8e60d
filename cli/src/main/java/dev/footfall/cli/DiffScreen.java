package dev.footfall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

final class DiffScreen {
    private static final int MOST_DAYS = 14;
    private static final List<String> TOTALS = List.of("downloads", "authenticated", "files", "bytes", "excluded");
    private static final List<String> AGENT_COLUMNS = List.of("agent", "before", "after", "events", "sample");

    private DiffScreen() {}

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
        return TextTable.of(
                line(List.of("in all"), ChangedNumber.HEADING),
                TOTALS,
                total -> line(List.of(total), ChangedNumber.of(diff, total).cells()));
    }

    private static List<String> line(List<String> thing, List<String> cells) {
        return Stream.concat(thing.stream(), cells.stream()).toList();
    }

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

    enum DiffKind {
        TYPE("downloads by type", "type"),
        DAY("downloads by day", "date"),
        REPOSITORY("downloads by repository", "id"),
        REASON("requests by reason", "reason"),
        CLASS("downloads by class", "class"),
        ROW("downloads by repository and day", "id");

        private final String heading;
        private final String key;

        DiffKind(String heading, String key) {
            this.heading = heading;
            this.key = key;
        }

        static DiffKind of(String label) {
            return Stream.of(values())
                    .filter(kind -> kind.label().equalsIgnoreCase(label))
                    .findFirst()
                    .orElseThrow(() -> new UsageError(
                            "--by is '" + label + "': allowed is type, day, repository, reason, class, agent or row"));
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        String table(Iterable<JsonNode> rows) {
            List<String> thing = this == ROW ? List.of(heading, "") : List.of(heading);
            return TextTable.of(
                    line(thing, ChangedNumber.HEADING),
                    rows,
                    row -> line(thing(row), ChangedNumber.of(row, "downloads").cells()));
        }

        private List<String> thing(JsonNode row) {
            String type = this == REPOSITORY || this == ROW ? row.path("type").asText() + " " : "";
            String thing = type + row.path(key).asText();
            return this == ROW ? List.of(thing, row.path("date").asText()) : List.of(thing);
        }
    }

    static String agents(JsonNode judgement) {
        return TextTable.aligned(moves(judgement)) + "\n"
                + TextTable.of(
                        List.of("client", "was", "becomes", "requests", "one of them"),
                        judgement.path("agents"),
                        DiffScreen::agent)
                + sentence("%s requests of other clients%n", judgement.path("other_agents"))
                + sentence("%s requests in all%n", judgement.path("events"))
                + sentence("%s name no client%n", judgement.path("without_agent"))
                + sentence("%s are parts of files of unknown size%n", judgement.path("without_size"));
    }

    static String agentsCsv(JsonNode judgement) {
        return TextTable.csv(TextTable.rows(judgement.path("agents"), AGENT_COLUMNS));
    }

    private static String sentence(String form, JsonNode number) {
        return number.asLong() == 0 ? "" : form.formatted(TextTable.number(number.asLong()));
    }

    private static List<List<String>> moves(JsonNode judgement) {
        var table = new ArrayList<List<String>>();
        table.add(List.of("was", "becomes", "requests"));
        for (JsonNode move : judgement.path("moves")) {
            if (move.path("before").equals(move.path("after"))) continue;
            table.add(List.of(move.path("before").asText(), move.path("after").asText(), requests(move)));
        }
        return table;
    }

    private static List<String> agent(JsonNode agent) {
        String name = agent.path("agent").asText();
        return List.of(
                name.isEmpty() ? "(none)" : name,
                agent.path("before").asText(),
                agent.path("after").asText(),
                requests(agent),
                agent.path("sample").asText());
    }

    private static String requests(JsonNode row) {
        return TextTable.number(row.path("events").asLong());
    }
}
