package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of pages, as a reader runs them; each block prints the lines that the page shows after it. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class TutorialIT {
    private static final Pattern STEP = Pattern.compile("(?ms)^```sh\n(.*?)^```$(?:\n\n^```text\n(.*?)^```$)?");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    private Path directory;

    private Optional<Standalone> running = Optional.empty();
    private int servers;

    @ParameterizedTest
    @ValueSource(strings = {"tutorial", "hubs"})
    void printsWhatThePageShows(String page) throws Exception {
        List<MatchResult> steps = STEP.matcher(Files.readString(Path.of("../docs/" + page + ".md")))
                .results()
                .toList();
        assertTrue(steps.size() > 8, () -> steps.size() + " steps");
        for (MatchResult step : steps) {
            List<String> commands = commands(step.group(1));
            List<String> shown =
                    step.group(2) == null ? List.of() : step.group(2).lines().toList();
            String printed = run(commands);
            List<String> questions = commands.stream()
                    .filter(command -> command.startsWith("curl") || command.contains(" stats "))
                    .toList();
            Awaitility.await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
                List<String> lines = (printed + run(questions)).lines().toList();
                for (String line : shown) assertTrue(lines.contains(line), () -> line + " is not in " + lines);
            });
        }
    }

    /** One command for each line; a here-document is one. */
    private static List<String> commands(String block) {
        return block.contains("<<") ? List.of(block) : block.lines().toList();
    }

    private String run(List<String> commands) throws Exception {
        var printed = new StringBuilder();
        for (String command : commands) {
            printed.append(command.startsWith("./footfall ") ? footfall(words(command)) : shell(command))
                    .append('\n');
        }
        return printed.toString();
    }

    private String footfall(List<String> words) throws IOException {
        if (words.get(0).equals("run")) {
            start(words.contains("--config") ? Optional.of(directory.resolve(words.get(2))) : Optional.empty());
            return "";
        }
        if (words.get(0).equals("rebuild")) stop();
        List<String> arguments = new ArrayList<>(words);
        running.ifPresent(house -> {
            List<String> endpoint =
                    List.of("--endpoint", "http://127.0.0.1:" + house.query().port());
            if (Set.of("stats", "balances").contains(words.get(0))) arguments.addAll(endpoint);
            if (!words.get(0).equals("stats"))
                arguments.addAll(List.of("--bootstrap-servers", house.broker().bootstrapServers()));
        });
        if (!words.get(0).equals("stats") && !words.contains("--dry-run")) {
            arguments.addAll(List.of("--data-dir", data().toString()));
        }
        arguments.replaceAll(word -> word.matches(".+[.](log|properties|csv)")
                ? directory.resolve(word).toString()
                : word);
        if (words.get(0).equals("rebuild")) arguments.addAll(List.of("--set", "kafka.port=0"));
        var terminal = new Terminal();
        int code = terminal.execute(arguments.toArray(String[]::new));
        return code == 0 || words.get(0).equals("stats") ? terminal.out() : fail(words + ": " + terminal.err());
    }

    private String shell(String command) throws IOException, InterruptedException {
        String here = running.isEmpty()
                ? command
                : command.replace(
                        "127.0.0.1:28080", "127.0.0.1:" + running.get().query().port());
        Process process = new ProcessBuilder("sh", "-ec", here)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), command);
        return printed;
    }

    private static List<String> words(String command) {
        return WORD.matcher(command.substring("./footfall ".length()))
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
    }

    /** A page that starts several servers has a directory of data for each. */
    private void start(Optional<Path> config) {
        if (running.isPresent()) {
            stop();
            servers++;
        }
        Settings settings = settings(config);
        running = Optional.of(Standalone.start(settings, ConfiguredExtras.all(settings), reason -> fail(reason)));
    }

    private Path data() {
        return directory.resolve("data" + servers);
    }

    private Settings settings(Optional<Path> config) {
        return Settings.read(
                config.orElse(null),
                Map.of(),
                Map.of(
                        "data.dir", data().toString(),
                        "kafka.port", "0",
                        "query.port", "0",
                        "ingest.port", "0"));
    }

    @AfterEach
    void stop() {
        running.ifPresent(Standalone::close);
        running = Optional.empty();
    }
}
