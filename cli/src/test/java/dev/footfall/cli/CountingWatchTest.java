package dev.footfall.cli;

import static dev.footfall.cli.WhatIfCommandTest.row;
import static dev.footfall.cli.WhatIfCommandTest.states;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.footfall.standalone.Lifetime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watching of a state that is counted. */
@Tag("slow")
class CountingWatchTest {
    private static final String STATES = "GET /v1/whatif";
    private static final String COUNT = "POST /v1/whatif/mine/count";

    @TempDir
    Path directory;

    private final Terminal terminal = new Terminal();
    private ScriptedApi api;

    @BeforeEach
    void startApi() throws IOException {
        api = new ScriptedApi();
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    @Test
    void waitsUntilTheStateIsLevelWithTheLog() {
        api.on(COUNT, 200, "{}")
                .on(STATES, 200, states(row("mine", 0, 0, "counting is REBALANCING")))
                .on(STATES, 200, states(row("mine", 0, 10, "")))
                .on(STATES, 200, states(row("mine", 10, 0, "")));

        assertEquals(0, ask("whatif mine --rules robots-apart"), terminal::err);

        assertEquals(List.of(COUNT, STATES, STATES, STATES), api.requests());
        assertEquals("counting is REBALANCING", terminal.err().strip());
        assertEquals("mine is level with the log: 'footfall diff mine' compares\n", terminal.out());
    }

    @Test
    void waitsNoLongerThanForTheEndThatTheLogHadAtFirst() {
        api.on(STATES, 200, states(row("mine", 5, 10, ""))).on(STATES, 200, states(row("mine", 15, 3, "")));

        assertEquals(0, ask("whatif mine"), terminal::err);

        assertEquals(List.of(STATES, STATES), api.requests());
    }

    @Test
    void looksNoMoreWhenItsProcessIsToEnd() {
        var looks = new ArrayList<String>();
        var watch = new WhatIfCommand.CountingWatch(
                () -> {
                    looks.add("once");
                    return JsonNodeFactory.instance.objectNode();
                },
                new ProgressBar(new PrintWriter(new StringWriter()), false, "records"));

        try (var lifetime = new Lifetime()) {
            lifetime.fail("over");
            assertFalse(watch.await(lifetime));
        }

        assertEquals(List.of(), looks);
    }

    @Test
    void saysThatTheCountingGoesOnWhenItIsInterrupted() throws Exception {
        api.on(STATES, 200, states(row("mine", 5, 10, "")));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path said = directory.resolve("said");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "whatif",
                        "mine",
                        "--endpoint",
                        api.endpoint())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> api.requests().size() > 1);

            process.destroy();
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }

        assertEquals(
                "counting continues: 'footfall whatif mine' shows the progress",
                Files.readString(said).strip());
    }

    private int ask(String commandLine) {
        return terminal.ask(api, commandLine.split(" "));
    }
}
