package dev.footfall.proofs.cluster;

import dev.footfall.bench.BenchEnvironment;
import dev.footfall.bench.BenchSettings;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One process of the cluster, which keeps its address and its directory when it is killed and started again. */
public final class Member implements Server {
    /** The role of a process. */
    public enum Role {
        BROKER("256m"),
        NODE("384m"),
        INGEST("128m");

        private final String heap;

        Role(String heap) {
            this.heap = heap;
        }

        /** The command of the product that is this role. */
        private String command() {
            return this == NODE ? "serve" : "ingest";
        }

        /** JVM options for a short life: the gain of the last compiler would come too late for it. */
        public List<String> shortLived() {
            return List.of(
                    "-Xmx" + heap,
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Dorg.slf4j.simpleLogger.log.dev.footfall.aggregator=info",
                    "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.streams.processor.internals.StreamThread=info");
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Map<String, String> DEFAULTS =
            BenchSettings.environment(Settings.read(null, Map.of(), Map.of()));

    private final Role role;
    private final List<Integer> ports;
    private final Restartable process;
    private final Command command;
    private final Settings settings;
    private final Map<String, String> changed = new HashMap<>();
    private Optional<LoopImage> disk = Optional.empty();
    private Optional<Path> program = Optional.empty();

    Member(Role role, String name, List<Integer> ports, Path directory, Settings settings, Command command) {
        this.role = role;
        this.ports = List.copyOf(ports);
        this.process = new Restartable(name, directory);
        this.settings = settings;
        this.command = command;
    }

    /**
     * The command that starts a process.
     *
     * @param place the words before all others
     * @param jvm options of its JVM
     * @param arguments those after its role
     */
    record Command(List<String> place, List<String> jvm, List<String> arguments) {
        Command {
            place = List.copyOf(place);
            jvm = List.copyOf(jvm);
            arguments = List.copyOf(arguments);
        }
    }

    /** The role of this process. */
    public Role role() {
        return role;
    }

    @Override
    public int port() {
        return ports.get(0);
    }

    /** All ports on which it listens. */
    List<Integer> ports() {
        return ports;
    }

    @Override
    public String toString() {
        return process.toString();
    }

    /** Gives it another setting, from its next start. */
    public synchronized void set(Setting setting, String value) {
        changed.put(setting.environmentName(), value);
    }

    /** Gives it other variables of its environment, from its next start. */
    public synchronized void set(Map<String, String> environment) {
        changed.putAll(environment);
    }

    /** Has a node or an ingest run this release's jar from its next start; the one that is tested, if it is empty. */
    public synchronized void setProgram(Optional<Path> jar) {
        if (role == Role.BROKER) throw new IllegalArgumentException(this + " is no program of a release");
        program = jar;
    }

    /** Starts the process, for the first time or again. */
    public synchronized void start() {
        Stream<String> own = Stream.concat(BenchEnvironment.classPath(MemberProcess.class), Stream.of(role.toString()));
        Stream<String> program = this.program
                .map(jar -> Stream.of("-jar", jar.toString(), role.command()))
                .orElse(own);
        var words = Stream.of(
                        command.place().stream(),
                        Restartable.java(command.jvm()),
                        program,
                        command.arguments().stream())
                .flatMap(some -> some)
                .toList();
        var environment = new HashMap<>(BenchSettings.environment(settings));
        if (this.program.isPresent()) environment.entrySet().removeAll(DEFAULTS.entrySet()); // it may not know them all
        environment.putAll(changed);
        process.start(words, environment);
    }

    /** True if the process is there and runs. */
    public boolean isRunning() {
        return process.isRunning();
    }

    /** True if it was started and has ended by itself. */
    public boolean hasEnded() {
        return process.hasEnded();
    }

    /** Starts it if it has ended by itself, as a supervisor does; says whether it had. */
    public synchronized boolean startIfEnded() {
        boolean hasEnded = hasEnded();
        if (hasEnded) start();
        return hasEnded;
    }

    /** Ends it at once, as a crash would: kill -9. */
    public synchronized void kill() {
        process.kill();
    }

    /** Gives it a disk for its data. */
    synchronized void mount(Path directory) {
        disk = Optional.of(LoopImage.mount(directory));
    }

    /** Takes its disk, after its last kill. */
    synchronized void unmount() {
        disk.ifPresent(LoopImage::close);
    }

    /** True if a loss of power takes its page cache. */
    public synchronized boolean hasDisk() {
        return disk.isPresent();
    }

    /** Ends it at once, and takes the page cache of its disk. */
    public synchronized void losePower() {
        process.kill();
        disk.ifPresent(LoopImage::losePower);
    }

    /** Ends it as {@link #kill} does, and does not wait until it is gone. */
    synchronized Optional<Process> beginKill() {
        return process.beginKill();
    }

    /** Asks it to stop in order, and kills it when it does not. */
    public synchronized void stop() {
        process.stop();
    }

    /** Stops it in the middle of whatever it does, and resumes it after a while: SIGSTOP, SIGCONT. */
    public void pause(Duration pause) throws InterruptedException {
        process.pause(pause);
    }

    /**
     * The most memory that any of its processes had, in MiB, as far as it was looked at; 0 where the system does not
     * say.
     */
    public long peakResidentMib() {
        return process.peakResidentMib();
    }
}
