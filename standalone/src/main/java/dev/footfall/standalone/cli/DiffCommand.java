package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code footfall diff}: what a state counts that does not answer, beside the one that does. */
@Command(
        name = "diff",
        description = {
            "Compare a state of 'footfall whatif' with the one that answers; for administrators.",
            "As text, tables have downloads, or requests by reason. JSON and CSV have every number; without --by, JSON has"
                    + " all sums, and CSV the days of repositories that differ."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall diff robots",
            "  footfall diff robots --by repository --top 100 --from 2026-01-01 --to 2026-01-31",
            "  footfall diff robots --by agent",
            "  footfall diff robots --format csv > changed-days.csv",
            "  footfall diff robots --max-change 5%% && footfall promote robots --reason 'crawlers are not counted'"
        })
final class DiffCommand implements Callable<Integer> {
    private static final int TOP = 50;
    private static final int TOP_ON_A_SCREEN = 10;

    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Parameters(paramLabel = "NAME", description = "The state.")
    private String name = "";

    @Option(
            names = "--by",
            paramLabel = "KIND",
            description =
                    "What the rows are: type, day, repository, reason, class, agent or row; else one screen of all but agent and row.")
    private @Nullable String by;

    @Mixin
    private DiffFilter filter = new DiffFilter();

    @Option(
            names = "--format",
            paramLabel = "text|json|csv",
            description = "How to show it: ${COMPLETION-CANDIDATES}; else text.")
    private QueryOptions.Format format = QueryOptions.Format.text;

    @Option(
            names = "--max-change",
            paramLabel = "PERCENT",
            description = "End with exit code 1 if downloads in all change by more than this, up or down, such as 5%%.")
    private @Nullable String maxChange;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var state = new StateName(name);
        if (AgentTables.KIND.equalsIgnoreCase(by)) return showAgents(state);
        Optional<DiffKind> kind = Optional.ofNullable(by).map(DiffKind::of);
        Optional<MaxChange> bound = Optional.ofNullable(maxChange).map(MaxChange::of);
        boolean isCsv = format == QueryOptions.Format.csv;
        if (isCsv && bound.isPresent()) throw new UsageError("--max-change goes with text or json");
        String path = path(state, kind.map(DiffKind::label).orElse(isCsv ? DiffKind.ROW.label() : "all"));
        ApiClient client = endpoint.administrator();
        if (isCsv) {
            client.copy(QueryOptions.asCsv(path), state.words(), Output.streamOf(spec));
            Output.of(spec).flush();
            return 0;
        }
        JsonNode diff = client.get(path, state.words());
        print(format == QueryOptions.Format.json ? diff.toPrettyString() + "\n" : text(diff, kind));
        warnOfWhatIsLeft(diff);
        bound.ifPresent(most -> most.require(ChangedNumber.of(diff, "downloads")));
        return 0;
    }

    /** Shows whose requests are judged differently, which is read from the log. */
    private int showAgents(StateName state) {
        if (maxChange != null) throw new UsageError("--max-change does not go with --by agent");
        String path = state.path("agents") + "?" + filter.query(TOP).substring(1);
        JsonNode judgement = endpoint.administrator().get(path, state.words());
        print(
                switch (format) {
                    case csv -> AgentTables.csv(judgement);
                    case json -> judgement.toPrettyString() + "\n";
                    case text -> AgentTables.of(judgement);
                });
        return 0;
    }

    private String path(StateName state, String rows) {
        boolean isScreen = by == null && format == QueryOptions.Format.text;
        return state.path("diff") + "?by=" + rows + filter.query(isScreen ? TOP_ON_A_SCREEN : TOP);
    }

    private static String text(JsonNode diff, Optional<DiffKind> kind) {
        return kind.map(of -> of.table(diff.path("rows"))).orElseGet(() -> DiffScreen.of(diff));
    }

    private void print(String text) {
        PrintWriter out = Output.of(spec);
        out.print(VisibleText.ofLines(text));
        out.flush();
    }

    private void warnOfWhatIsLeft(JsonNode diff) {
        long left = diff.path("left").asLong();
        if (left == 0) return;
        PrintWriter err = Output.errorsOf(spec);
        err.println("footfall: not level yet, records left to count: " + TextTable.number(left));
        err.flush();
    }
}
