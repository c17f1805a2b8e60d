package dev.footfall.standalone.cluster;

import dev.footfall.standalone.bench.BenchSettings;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One process of the cluster, which keeps its address and its directory when it is killed and started again. */
public final class Member {
    private static final long STOP_SECONDS = 20;

    /** What a process is. */
    public enum Role {
        BROKER("256m"),
        NODE("384m"),
        INGEST("128m");

        private final String heap;

        Role(String heap) {
            this.heap = heap;
        }

        /** What its JVM is told when its life is short: what the last compiler would bring comes too late for it. */
        public List<String> shortLived() {
            return List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Role role;
    private final String name;
    private final int port;
    private final Path log;
    private final Command command;
    private final Settings settings;
    private final Map<String, String> changed = new HashMap<>();
    private final AtomicLong peakResidentKib = new AtomicLong();
    private volatile Optional<Process> process = Optional.empty();
    private volatile boolean isPaused;

    Member(Role role, String name, int port, Path directory, Settings settings, Command command) {
        this.role = role;
        this.name = name;
        this.port = port;
        this.log = directory.resolve(name + ".log");
        this.settings = settings;
        this.command = command;
    }

    /**
     * How a process is started.
     *
     * @param jvm what its JVM is told
     * @param arguments those after its role
     */
    record Command(List<String> jvm, List<String> arguments) {
        Command {
            jvm = List.copyOf(jvm);
            arguments = List.copyOf(arguments);
        }
    }

    /** What it is. */
    public Role role() {
        return role;
    }

    /** Where it listens on 127.0.0.1. */
    public int port() {
        return port;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Gives it another setting, from its next start. */
    public synchronized void set(Setting setting, String value) {
        changed.put(setting.environmentName(), value);
    }

    /** Starts the process, for the first time or again. */
    public synchronized void start() {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(command.jvm());
        words.add("-Xshare:auto");
        words.add("-XX:+ExitOnOutOfMemoryError");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--"))
                .forEach(words::add);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), MemberProcess.class.getName()));
        words.add(role.toString());
        words.addAll(command.arguments());
        var builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("FOOTFALL_"));
        builder.environment().putAll(BenchSettings.environment(settings));
        builder.environment().putAll(changed);
        try {
            process = Optional.of(builder.start());
        } catch (IOException e) {
            throw new IllegalStateException("the process for " + name + " cannot be started: " + e, e);
        }
    }

    /** Whether the process is there and runs. */
    public boolean isRunning() {
        return !isPaused && process.map(Process::isAlive).orElse(false);
    }

    /** Whether it was started and has ended by itself. */
    public boolean hasEnded() {
        return process.map(running -> !running.isAlive()).orElse(false);
    }

    /** Starts it if it has ended by itself, as a supervisor does; says whether it had. */
    public synchronized boolean startIfEnded() {
        boolean hasEnded = hasEnded();
        if (hasEnded) start();
        return hasEnded;
    }

    /** Ends it at once, as a power failure would: kill -9. */
    public synchronized void kill() {
        noteMemory();
        Optional<Process> running = process;
        process = Optional.empty();
        running.ifPresent(ending -> await(ending.destroyForcibly()));
    }

    /** Asks it to stop in order, and kills it when it does not. */
    public synchronized void stop() {
        noteMemory();
        Optional<Process> running = process;
        process = Optional.empty();
        running.ifPresent(Process::destroy);
        running.ifPresent(Member::await);
    }

    private static void await(Process ending) {
        try {
            if (!ending.waitFor(STOP_SECONDS, TimeUnit.SECONDS))
                ending.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            ending.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops it in the middle of whatever it does, and lets it go on after a while: SIGSTOP, SIGCONT. A process of its own
     * does so, that nothing stays stopped should this one die.
     */
    public void pause(Duration pause) throws InterruptedException {
        if (process.isEmpty()) return;
        String pid = Long.toString(process.get().pid());
        isPaused = true;
        try {
            new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            "kill -STOP \"$1\"; sleep \"$2\"; kill -CONT \"$1\"",
                            "pause",
                            pid,
                            Long.toString(pause.toSeconds()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be paused: " + e, e);
        } finally {
            isPaused = false;
        }
    }

    /** The most memory that any of its processes had, in MiB, as far as it was looked at; 0 where the system does not say. */
    public long peakResidentMib() {
        noteMemory();
        return peakResidentKib.get() / 1_024;
    }

    private void noteMemory() {
        process.map(Process::pid)
                .map(pid -> Path.of("/proc", pid.toString(), "status"))
                .ifPresent(this::noteMemory);
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
