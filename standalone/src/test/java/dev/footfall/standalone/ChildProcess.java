package dev.footfall.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A small JVM that a test starts, and that ends with the test. */
public final class ChildProcess implements AutoCloseable {
    /** The main class of the product. */
    public static final String FOOTFALL = "dev.footfall.cli.Main";

    /** The main class of a broker. */
    public static final String KAFKA = "kafka.Kafka";

    private static final long PATIENCE_SECONDS = 300;
    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final Path output;

    private ChildProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /**
     * Starts one.
     *
     * @param output the file that what it prints is appended to
     * @param environment its variables beside this process's, of which none is about Footfall or Kafka
     */
    public static ChildProcess start(
            Path output, Map<String, String> environment, String mainClass, List<String> arguments) {
        return start(output, environment, ClassArchive.options(), mainClass, arguments);
    }

    /** Starts one with JVM options beside those by which it is small. */
    static ChildProcess start(
            Path output,
            Map<String, String> environment,
            List<String> options,
            String mainClass,
            List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.add(mainClass);
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("FOOTFALL_") || name.startsWith("KAFKA_"));
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells if it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** All that it has printed so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its exit code, for which it has five minutes. */
    public int exitCode() throws InterruptedException {
        if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) return process.exitValue();
        throw new AssertionError("still running after " + PATIENCE_SECONDS + " s; it said: " + output());
    }

    /** Asks it to stop in order. */
    void stop() {
        process.destroy();
    }

    /** Ends it as a power cut does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stops its clock; only for so long as {@link #resume} does not start it again. */
    public void pause() {
        signal("STOP");
    }

    /** Lets its clock run again. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) throw new IllegalStateException("kill -" + name + " ended with " + code);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops it in order, and ends it when it does not. */
    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS)
                .join();
        kill();
    }
}
