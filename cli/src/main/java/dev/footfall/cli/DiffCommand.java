package dev.footfall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = {
            "Compare a state of 'footfall whatif' with the one that answers; for administrators.",
            "As text, tables show downloads, or requests by reason. JSON and CSV contain every number; without --by, "
                    + "JSON has all sums, and CSV has the days of repositories that differ."
        },
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
                    "The kind of rows: type, day, repository, reason, class, agent or row (default: one screen of all "
                            + "except agent and row).")
    private @Nullable String by;

    @Mixin
    private Filter filter = new Filter();

    @Option(
            names = "--format",
            paramLabel = "text|json|csv",
            description = "The output format: ${COMPLETION-CANDIDATES} (default: text).")
    private QueryOptions.OutputFormat format = QueryOptions.OutputFormat.text;

    @Option(
            names = "--max-change",
            paramLabel = "PERCENT",
            description = "Exit with code 1 if total downloads change by more than this, up or down, such as 5%%.")
    private @Nullable String maxChange;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        var state = new StateName(name);
        if ("agent".equalsIgnoreCase(by)) return showAgents(state);
        Optional<DiffScreen.DiffKind> kind = Optional.ofNullable(by).map(DiffScreen.DiffKind::of);
        Optional<MaxChange> bound = Optional.ofNullable(maxChange).map(MaxChange::of);
        boolean isCsv = format == QueryOptions.OutputFormat.csv;
        if (isCsv && bound.isPresent()) throw new UsageError("--max-change requires text or json");
        String path = path(
                state, kind.map(DiffScreen.DiffKind::label).orElse(isCsv ? DiffScreen.DiffKind.ROW.label() : "all"));
        ApiClient client = endpoint.administrator();
        if (isCsv) {
            client.copy(QueryOptions.asCsv(path), state.words(), output.stream());
            output.writer().flush();
            return 0;
        }
        JsonNode diff = client.get(path, state.words(), "rules");
        output.print(format == QueryOptions.OutputFormat.json ? diff.toPrettyString() + "\n" : text(diff, kind));
        long left = diff.path("left").asLong();
        if (left > 0) output.warn("not level with the log yet, records left to count: " + TextTable.number(left));
        bound.ifPresent(most -> most.require(ChangedNumber.of(diff, "downloads")));
        return 0;
    }

    private int showAgents(StateName state) {
        if (maxChange != null) throw new UsageError("--max-change is not allowed with --by agent");
        String path = state.path("agents") + "?" + filter.query(TOP).substring(1);
        JsonNode judgement = endpoint.administrator().get(path, state.words(), "moves");
        output.print(
                switch (format) {
                    case csv -> DiffScreen.agentsCsv(judgement);
                    case json -> judgement.toPrettyString() + "\n";
                    case text -> DiffScreen.agents(judgement);
                });
        return 0;
    }

    private String path(StateName state, String rows) {
        boolean isScreen = by == null && format == QueryOptions.OutputFormat.text;
        return state.path("diff") + "?by=" + rows + filter.query(isScreen ? TOP_ON_A_SCREEN : TOP);
    }

    private static String text(JsonNode diff, Optional<DiffScreen.DiffKind> kind) {
        return kind.map(of -> of.table(diff.path("rows"))).orElseGet(() -> DiffScreen.of(diff));
    }

    static final class Filter {
        @Option(
                names = "--top",
                paramLabel = "N",
                description = "The number of repositories, those with the largest change (default: 10, with --by 50).")
        private @Nullable Integer top;

        @Option(names = "--from", paramLabel = "DATE", description = "The first day, YYYY-MM-DD; requires --to.")
        private @Nullable LocalDate from;

        @Option(names = "--to", paramLabel = "DATE", description = "The last day, YYYY-MM-DD; requires --from.")
        private @Nullable LocalDate to;

        @Option(names = "--type", paramLabel = "TYPE", description = "Only model, dataset or space (default: all).")
        private @Nullable String type;

        @Option(
                names = "--repo",
                paramLabel = "TYPE/NS/NAME",
                description = "Only this repository, such as model/myorg/mymodel; may be repeated (default: all).")
        private List<String> repositories = new ArrayList<>();

        String query(int standardTop) {
            if ((from == null) != (to == null)) throw new UsageError("--from and --to must be given together");
            if (type != null) UsageError.type(type); // refuses others
            repositories.forEach(UsageError::repository);
            return "&limit=" + (top == null ? standardTop : top)
                    + (from == null ? "" : "&from=" + from + "&to=" + to)
                    + (type == null ? "" : "&repo_type=" + type)
                    + (repositories.isEmpty() ? "" : "&repo=" + String.join(",", repositories));
        }
    }

    /** The most that a number may change, in percent of its value before, up or down. */
    record MaxChange(BigDecimal percent) {
        private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?) ?%?");

        static MaxChange of(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches())
                throw new UsageError("--max-change is '" + text + "': allowed is a percentage such as 5%");
            return new MaxChange(new BigDecimal(form.group(1)));
        }

        void require(ChangedNumber downloads) {
            BigDecimal change = BigDecimal.valueOf(downloads.change()).abs().movePointRight(2);
            if (change.compareTo(BigDecimal.valueOf(downloads.before()).multiply(percent)) <= 0) return;
            throw new IllegalStateException("downloads change from " + TextTable.number(downloads.before()) + " to "
                    + TextTable.number(downloads.after()) + ", by more than " + percent.toPlainString() + " %");
        }
    }
}
