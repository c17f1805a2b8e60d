package dev.footfall.proofs.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A place for one JVM at a time, which can be killed, paused and followed by another. */
final class Restartable {
    private static final long STOP_SECONDS = 20;

    private final String name;
    private final Path log;
    private final AtomicLong peakResidentKib = new AtomicLong();
    private volatile Optional<Process> process = Optional.empty();
    private volatile boolean isPaused;

    /**
     * A place without a process yet.
     *
     * @param name its name
     * @param directory the place of its processes' output, in {@code name.log}
     */
    Restartable(String name, Path directory) {
        this.name = name;
        this.log = directory.resolve(name + ".log");
    }

    @Override
    public String toString() {
        return name;
    }

    /** The file with the output of its processes. */
    Path log() {
        return log;
    }

    /** The beginning of the command of a JVM like this one. */
    static Stream<String> java(List<String> options) {
        return Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        options.stream(),
                        Stream.of("-Xshare:auto", "-XX:+ExitOnOutOfMemoryError"),
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                .filter(option -> option.startsWith("--")))
                .flatMap(words -> words);
    }

    /** Starts a process, whose only variables about Footfall are these. */
    synchronized void start(List<String> words, Map<String, String> environment) {
        var builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("FOOTFALL_"));
        builder.environment().putAll(environment);
        try {
            process = Optional.of(builder.start());
        } catch (IOException e) {
            throw new IllegalStateException("the process for " + name + " cannot be started: " + e, e);
        }
    }

    /** Its process's number; empty when it has none. */
    Optional<Long> pid() {
        return process.map(Process::pid);
    }

    boolean isRunning() {
        return !isPaused && process.map(Process::isAlive).orElse(false);
    }

    /** True if a process was started here and has ended by itself. */
    boolean hasEnded() {
        return process.map(running -> !running.isAlive()).orElse(false);
    }

    /** Kills the process, and does not wait until it is gone. */
    synchronized Optional<Process> beginKill() {
        noteMemory();
        Optional<Process> running = process;
        process = Optional.empty();
        running.ifPresent(Process::destroyForcibly);
        return running;
    }

    /** Kills the process, and waits until it is gone. */
    synchronized void kill() {
        beginKill().ifPresent(Restartable::await);
    }

    /** Asks the process to stop in order, and kills it when it does not. */
    synchronized void stop() {
        noteMemory();
        Optional<Process> running = process;
        process = Optional.empty();
        running.ifPresent(Process::destroy);
        running.ifPresent(Restartable::await);
    }

    /** Waits until a process that was told to end has ended. */
    static void await(Process ending) {
        try {
            if (!ending.waitFor(STOP_SECONDS, TimeUnit.SECONDS))
                ending.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            ending.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops the process in the middle of whatever it does, and resumes it after a while: SIGSTOP, SIGCONT. A process of
     * its own does so, that nothing stays stopped should this one die.
     */
    void pause(Duration pause) throws InterruptedException {
        Optional<Long> pid = pid();
        if (pid.isEmpty()) return;
        isPaused = true;
        try {
            new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            "kill -STOP \"$1\"; sleep \"$2\"; kill -CONT \"$1\"",
                            "pause",
                            Long.toString(pid.get()),
                            Long.toString(pause.toSeconds()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be paused: " + e, e);
        } finally {
            isPaused = false;
        }
    }

    /**
     * The most memory that any of its processes had, in MiB, as far as it was looked at; 0 where the system does not
     * say.
     */
    long peakResidentMib() {
        noteMemory();
        return peakResidentKib.get() / 1_024;
    }

    private void noteMemory() {
        pid().map(pid -> Path.of("/proc", pid.toString(), "status")).ifPresent(this::noteMemory);
    }

    private void noteMemory(Path status) {
        try {
            if (!Files.isReadable(status)) return;
            Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .forEach(kib -> peakResidentKib.accumulateAndGet(kib, Math::max));
        } catch (IOException e) {
            // it has just gone: what was seen before stands
        }
    }
}
