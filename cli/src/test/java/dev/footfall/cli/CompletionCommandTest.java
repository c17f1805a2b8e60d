package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script of completions, read by the shells themselves. */
class CompletionCommandTest {
    @TempDir
    Path directory;

    private final Terminal terminal = new Terminal();
    private Path script = Path.of("");

    @BeforeEach
    void print() throws IOException {
        assertEquals(0, terminal.execute("completion"));
        script = Files.writeString(directory.resolve("footfall.bash"), terminal.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void isAScriptOfTheShell(String shell) throws Exception {
        assertEquals("", run(shell, "-n", script.toString()));
    }

    @ParameterizedTest
    @CsvSource({"footfall tren,trending", "footfall stats rec,recent", "footfall trending --cla,--classes"})
    void completesCommandsAndOptions(String typed, String completed) throws Exception {
        assertEquals(completed, completed(typed));
    }

    @Test
    void knowsEveryCommand() throws Exception {
        List<String> all = List.of(completed("footfall ''").split(" "));

        assertEquals(
                Set.of(),
                Main.commandLine().getSubcommands().keySet().stream()
                        .filter(command -> !all.contains(command))
                        .collect(Collectors.toSet()));
    }

    /** The words that bash offers in place of the last one; as if a key had asked for them, which options look at. */
    private String completed(String typed) throws Exception {
        return run(
                "bash",
                "-c",
                "compopt() { :; }; source " + script + "; COMP_WORDS=(" + typed
                        + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));" + " _complete_footfall; echo ${COMPREPLY[@]}");
    }

    private static String run(String... command) throws Exception {
        boolean isInstalled = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, command[0])));
        assumeTrue(isInstalled, command[0] + " is not installed");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.strip();
    }
}
