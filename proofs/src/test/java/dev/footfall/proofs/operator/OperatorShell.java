package dev.footfall.proofs.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.bench.BenchEnvironment;
import dev.footfall.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shell of an operator, in a directory that has the program and Kafka's tools. A line runs as a page prints it, with the
 * addresses and directories of a test in place of the page's.
 */
final class OperatorShell {
    private static final Map<String, String> PROGRAMS =
            Map.of("footfall", Main.class.getName(), "kafka-topics.sh", "org.apache.kafka.tools.TopicCommand");

    private final Path directory;
    private final Map<String, String> environment;
    private final Map<String, String> here = new HashMap<>();

    OperatorShell(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = Map.copyOf(environment);
        PROGRAMS.forEach(this::install);
    }

    /** The exit code of a line, and what it printed on standard output. */
    record Printed(int code, String text) {}

    /** Has lines say the second where a page says the first. */
    void replace(String printed, String meant) {
        here.put(printed, meant);
    }

    /** Runs a line; what it printed. */
    String run(String line) {
        Printed printed = tryOut(line);
        assertEquals(0, printed.code(), () -> line + "\n" + printed.text() + errors());
        return printed.text();
    }

    /** Runs a line that may fail. */
    Printed tryOut(String line) {
        Process process = start(line);
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Printed(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts a line, which runs until it is told to end. */
    Process start(String line) {
        String meant = line;
        for (var replaced : here.entrySet()) meant = meant.replace(replaced.getKey(), replaced.getValue());
        var builder = new ProcessBuilder("sh", "-ec", meant)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(errorFile().toFile()));
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("FOOTFALL_") || name.startsWith("KAFKA_"));
        variables.putAll(environment);
        variables.merge("PATH", directory.toString(), (path, own) -> own + ":" + path);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path errorFile() {
        return directory.resolve("errors");
    }

    /** Standard error of all lines. */
    String errors() {
        try {
            return Files.readString(errorFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void install(String name, String main) {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1");
        String product = Main.class.getName();
        String command = Stream.concat(java, BenchEnvironment.classPath(Main.class))
                .map(word -> "'" + (word.equals(product) ? main : word) + "'")
                .collect(Collectors.joining(" "));
        try {
            Path script = Files.writeString(directory.resolve(name), "#!/bin/sh\nexec " + command + " \"$@\"\n");
            if (!script.toFile().setExecutable(true)) throw new IllegalStateException(script + " cannot be executable");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
