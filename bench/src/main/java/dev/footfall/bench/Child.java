package dev.footfall.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.standalone.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that this one starts, of the same program: it answers with lines of JSON, and goes when its input ends, as
 * it does when this process dies.
 */
final class Child implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final BufferedReader answers;
    private final String role;

    private Child(Process process, String role) {
        this.process = process;
        this.role = role;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a process with the JVM's options of this one, FOOTFALL_JAVA_OPTS among them. */
    static Child start(Settings settings, String... roleAndArguments) {
        return start(settings, ManagementFactory.getRuntimeMXBean().getInputArguments(), roleAndArguments);
    }

    /** Starts one with another maximum of its heap, if that is given. */
    static Child start(Settings settings, Optional<String> heap, String... roleAndArguments) {
        List<String> options =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        heap.ifPresent(size -> options.add("-Xmx" + size)); // the last one holds
        return start(settings, options, roleAndArguments);
    }

    /** Starts one that is not measured, with a heap of its own. */
    static Child startBeside(Settings settings, String... roleAndArguments) {
        List<String> options = new ArrayList<>(List.of("-Xmx1g", "-XX:+ExitOnOutOfMemoryError"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--"))
                .forEach(options::add);
        return start(settings, options, roleAndArguments);
    }

    /** Starts a process with these options of the JVM alone. */
    static Child startWith(List<String> options, Settings settings, String... roleAndArguments) {
        return start(settings, options, roleAndArguments);
    }

    private static Child start(Settings settings, List<String> options, String... roleAndArguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        OwnProgram.words(BenchChild.class).forEach(command::add);
        command.addAll(Arrays.asList(roleAndArguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("FOOTFALL_"));
        builder.environment().putAll(BenchSettings.environment(settings));
        try {
            return new Child(builder.start(), roleAndArguments[0]);
        } catch (IOException e) {
            throw new IllegalStateException("a process for '" + roleAndArguments[0] + "' cannot be started: " + e, e);
        }
    }

    JsonNode answer() {
        try {
            String line = answers.readLine();
            if (line != null) return JSON.readTree(line);
            throw new IllegalStateException("the process for '" + role + "' ended without an answer, with code "
                    + process.waitFor() + ": what it said is above");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the process for '" + role + "' did not answer in JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for '" + role + "'", e);
        }
    }

    /** Asks it something that it answers with a line. */
    JsonNode ask(String question) {
        try {
            process.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer();
    }

    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets it stop in order, and ends it when it does not. */
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
