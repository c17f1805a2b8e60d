package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that ask a running API, and how their answers are shown. */
final class AskingOptions {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--format",
            paramLabel = "text|json|csv",
            description = "How to show the answer: ${COMPLETION-CANDIDATES}.")
    private @Nullable Format format;

    /** The ways to show an answer. */
    enum Format {
        text,
        json,
        csv
    }

    @Option(names = "--endpoint", paramLabel = "URL", description = "The API to ask; else http://127.0.0.1:28080.")
    void endpoint(@Nullable String url) {
        options.name(Setting.ENDPOINT, url);
    }

    @Option(names = "--token", paramLabel = "JWT", description = "The bearer token to send.")
    void token(@Nullable String token) {
        options.name(Setting.TOKEN, token);
    }

    ApiClient client() {
        Settings settings = options.settings();
        return new ApiClient(settings.text(Setting.ENDPOINT), settings.optional(Setting.TOKEN));
    }

    /**
     * The answer in the format asked for.
     *
     * @param columns the fields that make a row, in their order; rows are the elements of {@code list}
     */
    String shown(JsonNode answer, JsonNode list, List<String> columns, Format unlessSaid) {
        Format wanted = format == null ? unlessSaid : format;
        if (wanted == Format.json) return answer.toPrettyString() + "\n";
        var rows = new ArrayList<List<String>>();
        rows.add(columns);
        StreamSupport.stream(list.spliterator(), false)
                .map(node -> cells(node, columns))
                .forEach(rows::add);
        return wanted == Format.csv ? TextTable.csv(rows) : TextTable.aligned(rows);
    }

    private static List<String> cells(JsonNode node, List<String> columns) {
        return columns.stream().map(column -> node.path(column).asText()).toList();
    }
}
