package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options of commands that query a running API, and the format of their output. */
final class QueryOptions {
    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Option(
            names = "--format",
            paramLabel = "text|json|csv",
            description = "How to show the answer: ${COMPLETION-CANDIDATES}; else text.")
    private Format format = Format.text;

    @Mixin
    private Output output = new Output();

    enum Format {
        text,
        json,
        csv
    }

    record Question(String path, String what) {}

    /** {@code text} is made of the answer's member {@code list}. */
    void show(Question question, String list, Function<JsonNode, String> text) {
        ApiClient client = endpoint.client();
        output.print(
                switch (format) {
                    case csv -> client.text(asCsv(question.path()), question.what());
                    case json ->
                        client.get(question.path(), question.what(), list).toPrettyString() + "\n";
                    case text ->
                        text.apply(client.get(question.path(), question.what(), list)
                                .path(list));
                });
    }

    void showAsRow(Question question, List<String> columns) {
        JsonNode answer = endpoint.client().get(question.path(), question.what(), columns.get(0));
        List<List<String>> rows = List.of(columns, cells(answer, columns));
        output.print(
                switch (format) {
                    case csv -> TextTable.csv(rows);
                    case json -> answer.toPrettyString() + "\n";
                    case text -> TextTable.aligned(rows);
                });
    }

    static final class Listing {
        @Mixin
        private EndpointOptions endpoint = new EndpointOptions();

        @Option(
                names = "--format",
                paramLabel = "text|json",
                description = "How to show them: ${COMPLETION-CANDIDATES}; else text.")
        private TextOrJson format = TextOrJson.text;

        @Mixin
        private Output output = new Output();

        enum TextOrJson {
            text,
            json
        }

        void show(Question question, String list, Function<JsonNode, String> text) {
            JsonNode answer = endpoint.client().get(question.path(), question.what(), list);
            output.print(format == TextOrJson.json ? answer.toPrettyString() + "\n" : text.apply(answer.path(list)));
        }
    }

    static List<List<String>> rows(JsonNode list, List<String> columns) {
        return Stream.concat(
                        Stream.of(columns),
                        StreamSupport.stream(list.spliterator(), false).map(node -> cells(node, columns)))
                .toList();
    }

    private static List<String> cells(JsonNode node, List<String> columns) {
        return columns.stream().map(column -> cell(node.path(column))).toList();
    }

    private static String cell(JsonNode value) {
        if (value.isNull()) return "-";
        if (!value.isArray()) return value.asText();
        return StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" "));
    }

    static String asCsv(String path) {
        return path + (path.contains("?") ? "&" : "?") + "format=csv";
    }

    static final class Period {
        @Option(
                names = "--days",
                paramLabel = "N",
                description = "How many days, today the last; else 30, by the hour 7.")
        private @Nullable Integer days;

        @Option(names = "--from", paramLabel = "DATE", description = "The first day, YYYY-MM-DD; goes with --to.")
        private @Nullable LocalDate from;

        @Option(names = "--to", paramLabel = "DATE", description = "The last day, YYYY-MM-DD; goes with --from.")
        private @Nullable LocalDate to;

        String query(int standard) {
            if (from == null && to == null) return "days=" + (days == null ? standard : days);
            return fromTo();
        }

        /** The same where only {@code --from} and {@code --to} choose one, with {@code &} in front; else nothing. */
        String chosen() {
            if (from == null && to == null && days == null) return "";
            if (from == null && to == null) throw new UsageError("--all takes --from and --to, not --days");
            return "&" + fromTo();
        }

        SushiReport sushiReport(String publisher) {
            if (from == null || to == null) throw new UsageError("--format sushi-rd1 takes --from and --to");
            return new SushiReport(publisher, from, to, LocalDate.now(ZoneOffset.UTC));
        }

        private String fromTo() {
            if (from == null || to == null) throw new UsageError("--from and --to go together");
            if (days != null) throw new UsageError("either --days, or --from and --to");
            return "from=" + from + "&to=" + to;
        }
    }

    static final class RepositoryPeriod {
        @Mixin
        private QueryOptions options = new QueryOptions();

        @Mixin
        private Repository which = new Repository();

        @Mixin
        private Period period = new Period();

        void showBars(String route, int standardDays, String list, List<String> columns) {
            String rest = "/" + route + "?" + period.query(standardDays);
            options.show(
                    Repository.question(which.repository(), rest), list, days -> TextTable.withBars(days, columns));
        }
    }

    static final class Repository {
        @Parameters(index = "0", paramLabel = "TYPE", description = "model, dataset or space")
        private @Nullable String type;

        @Parameters(index = "1", paramLabel = "NS/NAME", description = "The repository's namespace and name.")
        private @Nullable String name;

        RepoId repository() {
            return parse(String.valueOf(type), String.valueOf(name));
        }

        static RepoId parse(String type, String name) {
            RepoType repoType = RepoType.ofLabel(type)
                    .orElseThrow(() -> new UsageError("'" + type + "' is no type: model, dataset or space"));
            return RepoId.of(repoType, name)
                    .orElseThrow(() -> new UsageError("'" + name
                            + "' is no repository: it has the form namespace/name, each 1 to 96 of A-Z a-z 0-9 . _ -"));
        }

        static Question question(RepoId repo, String rest) {
            String path = "/" + repo.type().label() + "s/" + repo.fullName() + "/stats";
            return new Question(path + rest, repo.type().label() + " " + repo.fullName());
        }
    }

    static final class EndpointOptions {
        @Mixin
        private Output output = new Output();

        @Mixin
        SettingsOptions options = new SettingsOptions();

        @Option(names = "--endpoint", paramLabel = "URL", description = "The API to ask; else http://127.0.0.1:28080.")
        void endpoint(@Nullable String url) {
            options.name(Setting.ENDPOINT, url);
        }

        @Option(
                names = "--token",
                paramLabel = "JWT",
                description = "The bearer token to send. In FOOTFALL_TOKEN, other users of the machine do not see it.")
        void token(@Nullable String token) {
            options.name(Setting.TOKEN, token);
        }

        String address() {
            return options.settings().text(Setting.ENDPOINT);
        }

        ApiClient client() {
            return client(ApiClient.Asker.ANYBODY);
        }

        ApiClient administrator() {
            return client(ApiClient.Asker.ADMINISTRATOR);
        }

        private ApiClient client(ApiClient.Asker asker) {
            Settings settings = options.settings();
            return new ApiClient(
                    settings.text(Setting.ENDPOINT), settings.optional(Setting.TOKEN), asker, output::warn);
        }
    }
}
