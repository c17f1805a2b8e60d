package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The requests that two states judge differently, and the clients that sent them. */
final class AgentTables {
    static final String KIND = "agent";
    private static final List<String> COLUMNS = List.of("agent", "before", "after", "events", "sample");

    private AgentTables() {}

    /** The tables, and what could not be judged. */
    static String of(JsonNode judgement) {
        return TextTable.aligned(moves(judgement)) + "\n" + TextTable.aligned(rows(judgement))
                + sentence("%s requests of other clients%n", judgement.path("other_agents"))
                + sentence("%s requests in all%n", judgement.path("events"))
                + sentence("%s name no client%n", judgement.path("without_agent"))
                + sentence("%s are a part of a file of unknown size%n", judgement.path("without_size"));
    }

    /** The clients, as comma-separated values. */
    static String csv(JsonNode judgement) {
        return TextTable.csv(QueryOptions.rows(judgement.path("agents"), COLUMNS));
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

    private static List<List<String>> rows(JsonNode judgement) {
        var table = new ArrayList<List<String>>();
        table.add(List.of("client", "was", "becomes", "requests", "one of them"));
        for (JsonNode agent : judgement.path("agents")) {
            String name = agent.path("agent").asText();
            table.add(List.of(
                    name.isEmpty() ? "(none)" : name,
                    agent.path("before").asText(),
                    agent.path("after").asText(),
                    requests(agent),
                    agent.path("sample").asText()));
        }
        return table;
    }

    private static String requests(JsonNode row) {
        return TextTable.number(row.path("events").asLong());
    }
}
