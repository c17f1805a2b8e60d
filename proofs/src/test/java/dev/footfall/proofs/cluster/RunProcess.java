package dev.footfall.proofs.cluster;

import dev.footfall.bench.BenchEnvironment;
import dev.footfall.bench.BenchSettings;
import dev.footfall.cli.Main;
import dev.footfall.proofs.BearerToken;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One {@code footfall run}, which keeps its ports and its data directory when it is killed and started again. */
public final class RunProcess implements AutoCloseable {
    private static final List<String> JVM = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Restartable process;
    private final List<String> program;
    private final Settings settings;
    private final Server ingest;
    private final Server query;
    private final Thread lastAct = new Thread(this::kill, "run-end");

    /**
     * A process that is not started yet.
     *
     * @param directory the place of its data, in {@code data}, and of its output, in {@code run.log}
     * @param jar the jar of the version to run; else it is this one
     */
    public RunProcess(Path directory, Settings base, Optional<Path> jar) {
        this(directory, base, jar, Map.of(Setting.AUTH_JWT_SECRET, BearerToken.SECRET));
    }

    /**
     * A process with settings of its own.
     *
     * @param changes in what its settings differ from those of every process that is measured
     */
    public RunProcess(Path directory, Settings base, Optional<Path> jar, Map<Setting, String> changes) {
        var ports = new Ports(3);
        this.process = new Restartable("run", directory);
        this.program = jar.map(file -> List.of("-jar", file.toAbsolutePath().toString()))
                .orElseGet(() -> BenchEnvironment.classPath(Main.class).toList());
        this.ingest = new Address("run's ingest", ports.take(), firstKey(changes));
        this.query = new Address("run", ports.take(), Optional.empty());
        var own = new HashMap<Setting, String>(changes);
        own.put(Setting.DATA_DIR, directory.resolve("data").toString());
        own.put(Setting.INGEST_PORT, Integer.toString(ingest.port()));
        own.put(Setting.QUERY_PORT, Integer.toString(query.port()));
        own.put(Setting.KAFKA_PORT, Integer.toString(ports.take()));
        this.settings = BenchSettings.with(base, own);
        Runtime.getRuntime().addShutdownHook(lastAct);
    }

    private static Optional<String> firstKey(Map<Setting, String> settings) {
        return Optional.ofNullable(settings.get(Setting.INGEST_API_KEYS)).map(keys -> keys.split(",", 2)[0]);
    }

    private record Address(String name, int port, Optional<String> key) implements Server {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The address at which it takes events. */
    public Server ingest() {
        return ingest;
    }

    /** The address at which it answers questions. */
    public Server query() {
        return query;
    }

    /** The settings of a process that uses its Kafka. */
    public Settings clients() {
        String bootstrapServers = "127.0.0.1:" + settings.number(Setting.KAFKA_PORT);
        return BenchSettings.with(settings, Map.of(Setting.KAFKA_BOOTSTRAP_SERVERS, bootstrapServers));
    }

    /** Its data directory. */
    public Path data() {
        return settings.path(Setting.DATA_DIR);
    }

    /** The file with its output. */
    public Path log() {
        return process.log();
    }

    /** Its process's number; empty when it does not run. */
    public Optional<Long> pid() {
        return process.pid();
    }

    /** Starts it, for the first time or again. */
    public void start() {
        start(Map.of());
    }

    /** The same with more variables in its environment. */
    public void start(Map<String, String> variables) {
        process.start(words("run"), environment(variables));
    }

    /** Starts another command with the same settings; its output follows that of the process. */
    public Process start(Map<String, String> variables, String... command) {
        var builder = new ProcessBuilder(words(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("FOOTFALL_"));
        builder.environment().putAll(environment(variables));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> words(String... command) {
        return Stream.of(Restartable.java(JVM), program.stream(), Stream.of(command))
                .flatMap(some -> some)
                .toList();
    }

    private Map<String, String> environment(Map<String, String> more) {
        var variables = new HashMap<String, String>(BenchSettings.environment(settings));
        variables.remove(Setting.KAFKA_BOOTSTRAP_SERVERS.environmentName()); // its Kafka is in its data directory
        variables.putAll(more);
        return variables;
    }

    /** True if it was started and has ended by itself. */
    public boolean hasEnded() {
        return process.hasEnded();
    }

    /** Stops it in order, and kills it when it does not. */
    public void stop() {
        process.stop();
    }

    /** Ends it at once: kill -9. */
    public void kill() {
        process.kill();
    }

    /** Stops it in the middle of whatever it does, and resumes it after a while: SIGSTOP, SIGCONT. */
    public void pause(Duration pause) throws InterruptedException {
        process.pause(pause);
    }

    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(lastAct);
        } catch (IllegalStateException e) {
            // it is running: this process ends
        }
    }
}
