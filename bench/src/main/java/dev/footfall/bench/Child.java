package dev.footfall.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.Unchecked;
import dev.footfall.standalone.settings.Settings;
import dev.footfall.web.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of the same program that answers with lines of JSON and ends when its input ends. */
record Child(Process process, String role, BufferedReader answers) implements AutoCloseable {
    private static final long STOP_SECONDS = 20;

    static Child start(Settings settings, String... roleAndArguments) {
        return start(settings, ManagementFactory.getRuntimeMXBean().getInputArguments(), roleAndArguments);
    }

    /** Starts a process that is not measured, with 1 GiB of heap. */
    static Child startBeside(Settings settings, String... roleAndArguments) {
        Stream<String> modules = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--"));
        return start(
                settings,
                Stream.concat(Stream.of("-Xmx1g", "-XX:+ExitOnOutOfMemoryError"), modules)
                        .toList(),
                roleAndArguments);
    }

    static Child start(Settings settings, List<String> options, String... roleAndArguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Duser.language=en"); // as footfall itself: Kafka does not start in Turkish
        command.addAll(options);
        BenchEnvironment.classPath(BenchChild.class).forEach(command::add);
        command.addAll(Arrays.asList(roleAndArguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("FOOTFALL_"));
        builder.environment().putAll(BenchSettings.environment(settings));
        try {
            Process process = builder.start();
            return new Child(process, roleAndArguments[0], process.inputReader(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("a process for '" + roleAndArguments[0] + "' cannot be started: " + e, e);
        }
    }

    JsonNode answer() {
        try {
            String line = answers.readLine();
            if (line != null) return Json.MAPPER.readTree(line);
            throw new IllegalStateException("the process for '" + role + "' ended without an answer, with code "
                    + process.waitFor() + ": its output is above");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the process for '" + role + "' did not answer in JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for '" + role + "'", e);
        }
    }

    JsonNode ask(String question) {
        Unchecked.run("the process for '" + role + "' does not accept questions", () -> {
            process.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        });
        return answer();
    }

    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it gracefully, else forcibly after the timeout. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS))
                process.destroyForcibly().waitFor();
            answers.close();
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
