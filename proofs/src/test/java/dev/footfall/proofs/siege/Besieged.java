package dev.footfall.proofs.siege;

import dev.footfall.proofs.BearerToken;
import dev.footfall.proofs.cluster.RunProcess;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code footfall run} under siege, with two publishers: an honest one and a hostile one. */
final class Besieged implements AutoCloseable {
    /** The key of the honest publisher, which is the first. */
    static final String HONEST_KEY = "the-honest-publisher";

    static final String HOSTILE_KEY = "the-hostile-publisher";

    /** Five times the default: all questions that are checked come from one address. */
    private static final int REQUESTS_PER_MINUTE = 3_000;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RunProcess process;

    Besieged(Path directory, Settings settings) {
        this.process = new RunProcess(
                directory,
                settings,
                Optional.empty(),
                Map.of(
                        Setting.INGEST_API_KEYS,
                        HONEST_KEY + "," + HOSTILE_KEY,
                        Setting.AUTH_JWT_SECRET,
                        BearerToken.SECRET,
                        Setting.QUERY_RATE_LIMIT,
                        Integer.toString(REQUESTS_PER_MINUTE)));
    }

    RunProcess process() {
        return process;
    }

    /** The API, for a caller from that address. */
    Door query(String from) {
        return new Door(from, process.query().port());
    }

    /** The ingest, for a caller from that address. */
    Door ingest(String from) {
        return new Door(from, process.ingest().port());
    }

    /** Starts it, and waits until it is ready. */
    void start() throws InterruptedException {
        process.start();
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (process.hasEnded() || System.nanoTime() > giveUpNanos) {
                throw new IllegalStateException("footfall run is not ready; what it said is in " + process.log());
            }
            Thread.sleep(100);
        }
    }

    /** True if both servers are ready. */
    boolean isReady() {
        return List.of(query(Door.HONEST), ingest(Door.HONEST)).stream()
                .allMatch(door ->
                        door.ask(RawRequest.get("/ready")).filter(Heard::isOk).isPresent());
    }

    /**
     * The product's use of the machine.
     *
     * @param threads the number of its threads
     * @param residentMib memory
     */
    record Use(long threads, long residentMib) {}

    /** Its use now; nothing where the system does not tell. */
    Use use() {
        Path status = Path.of("/proc", Long.toString(process.pid().orElse(0L)), "status");
        if (!Files.isReadable(status)) return new Use(0, 0);
        try {
            List<String> lines = Files.readAllLines(status);
            return new Use(number(lines, "Threads:"), number(lines, "VmRSS:") / 1_024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    @Override
    public void close() {
        process.close();
    }
}
