package dev.footfall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.rules.file.RuleFile;
import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import dev.footfall.web.BufferedBodies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "whatif",
        description = {
            "Count the log by other rules, in parallel to the state that answers, and show the progress; for "
                    + "administrators.",
            "Without NAME, list all counted states. Ctrl-C stops the display, not the counting; NAME alone shows it "
                    + "again.",
            "With --archive, count in this process, from an archive and what it lacks of the log; no API is asked."
        },
        footer = {
            "  footfall whatif robots --rules robots-apart",
            "  footfall whatif mine --rules my-rules.yaml --set session.gap=PT10M --no-wait",
            "  footfall whatif mine",
            "  footfall whatif",
            "  footfall whatif mine --drop",
            "  footfall whatif --archive archive --rules my-rules.yaml --out rows.csv"
        })
final class WhatIfCommand implements Runnable {
    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The state's name: 1 to 32 of a-z and 0-9.")
    private @Nullable String name;

    @Option(
            names = "--no-wait",
            description = "Return immediately (default: show the progress until it is level with " + "the log).")
    private boolean isLeft;

    @Option(
            names = "--accept-loss",
            description = "Count what is left, even if the log's first records were deleted without a seal.")
    private boolean acceptsLoss;

    @Option(names = "--drop", description = "Stop counting the state, and delete it.")
    private boolean isDropping;

    @Mixin
    private ArchivedCount archived = new ArchivedCount();

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--rules",
            paramLabel = "NAME|FILE",
            description = "The rules: default, robots-apart, counter or a file (default: those that answer, changed "
                    + "by --set).")
    void rules(@Nullable String which) {
        endpoint.options.name(Setting.RULES_FILE, which);
    }

    @Override
    public void run() {
        if (archived.isWanted()) {
            if (name != null || isDropping || isLeft || acceptsLoss)
                throw new UsageError("--archive counts in this process: no NAME, and none of its options");
            archived.count(endpoint.options, output);
            return;
        }
        Optional<ObjectNode> rules = requestedRules(endpoint.options.commandLine());
        if (isDropping && rules.isPresent()) throw new UsageError("either rules, or --drop");
        if (name == null && (isDropping || rules.isPresent())) throw new UsageError("NAME of the state is missing");
        if (name == null) {
            output.print(StateTable.of(states(endpoint.administrator())));
            return;
        }
        var state = new StateName(name);
        ApiClient client = endpoint.administrator();
        if (isDropping) drop(client, state);
        else count(client, state, rules);
    }

    private void drop(ApiClient client, StateName state) {
        client.post(state.path("drop"), JsonNodeFactory.instance.objectNode(), state.words());
        output.print(state.text() + " is no longer counted\n");
    }

    private void count(ApiClient client, StateName state, Optional<ObjectNode> rules) {
        if (acceptsLoss) rules.ifPresent(body -> body.put("accept_loss", true));
        rules.ifPresent(body -> client.post(state.path("count"), body, state.words()));
        if (isLeft) output.print(StateTable.of(List.of(state(client, state))));
        else watch(client, state);
    }

    private void watch(ApiClient client, StateName state) {
        ProgressBar bar = output.bar("records");
        try (var lifetime = new Lifetime()) {
            boolean isLevel = new CountingWatch(() -> state(client, state), bar).await(lifetime);
            bar.erase();
            if (isLevel) {
                output.print(state.text() + " is level with the log: 'footfall diff " + state.text() + "' compares\n");
            } else {
                bar.say("counting continues: 'footfall whatif " + state.text() + "' shows the progress");
            }
        }
    }

    private static JsonNode states(ApiClient client) {
        return client.get("/v1/whatif", "list of states", "states").path("states");
    }

    private static JsonNode state(ApiClient client, StateName state) {
        for (JsonNode counted : states(client)) {
            if (counted.path("state").asText().equals(state.text())) return counted;
        }
        throw new IllegalStateException(
                "no " + state.words() + " is counted: --rules or --set starts one of this name");
    }

    /** From where it is at the first look to the end that the log has then. Used by one thread. */
    static final class CountingWatch {
        /** Well below the default rate limit of one caller. */
        private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

        private final Supplier<JsonNode> state;
        private final ProgressBar bar;
        private Optional<CountedSpan> way = Optional.empty();
        private String shownDetail = "";

        private record CountedSpan(long start, long end) {}

        CountingWatch(Supplier<JsonNode> state, ProgressBar bar) {
            this.state = state;
            this.bar = bar;
        }

        /** True when the state is level, false when the process is to stop. */
        boolean await(Lifetime lifetime) {
            while (!lifetime.isOver()) {
                if (isLevel(state.get())) return true;
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
            return false;
        }

        private boolean isLevel(JsonNode now) {
            String detail = now.path("detail").asText();
            if (!detail.isEmpty()) {
                showDetail(detail);
                return false;
            }
            long counted = now.path("counted").asLong();
            long left = now.path("left").asLong();
            CountedSpan whole = way.orElseGet(() -> new CountedSpan(counted, counted + left));
            way = Optional.of(whole);
            if (left == 0 || counted >= whole.end) return true;
            bar.show(counted - whole.start, whole.end - whole.start, counted - whole.start);
            return false;
        }

        private void showDetail(String detail) {
            if (!detail.equals(shownDetail)) bar.say(detail);
            shownDetail = detail;
        }
    }

    /** The rules that a command line wants; empty if it has none. Fails if they are longer than the API takes. */
    private static Optional<ObjectNode> requestedRules(Settings commandLine) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (commandLine.isGiven(Setting.RULES_FILE)) {
            RuleFile rules = RoomConfigs.rules(commandLine);
            body.put("rules", rules.text());
            ObjectNode lists = body.putObject("lists");
            rules.lists().forEach(lists::put);
        }
        for (Setting setting : RoomConfigs.givenRules(commandLine)) {
            body.withObjectProperty("set")
                    .put(setting.key(), commandLine.optional(setting).orElse(""));
        }
        requireShort(body);
        return body.isEmpty() ? Optional.empty() : Optional.of(body);
    }

    private static void requireShort(JsonNode body) {
        int bytes = body.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > BufferedBodies.MAX_BYTES) {
            throw new IllegalStateException("the rules and their lists take " + TextTable.number(bytes)
                    + " bytes of JSON: the API accepts at most " + TextTable.number(BufferedBodies.MAX_BYTES));
        }
    }
}
