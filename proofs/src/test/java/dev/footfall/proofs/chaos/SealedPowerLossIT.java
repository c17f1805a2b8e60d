package dev.footfall.proofs.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.proofs.ProofProperties;
import dev.footfall.proofs.cluster.LoopImage;
import dev.footfall.proofs.cluster.LoopImageIT;
import dev.footfall.proofs.cluster.RunProcess;
import dev.footfall.proofs.cluster.Server;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One process whose days are sealed while it counts, and whose power is lost around that: after each start, and after
 * rebuilding, every day of every repository has the events that were acknowledged. Its clock is days ahead at each start.
 * With {@code sealing.rounds} and {@code sealing.seed}, one long run. Needs root and libfaketime.
 */
@Tag("proof")
@Timeout(value = 3, unit = TimeUnit.HOURS)
class SealedPowerLossIT {
    private static final ProofProperties GIVEN = ProofProperties.of("sealing");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int REPOSITORIES = 14;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Map<String, Long>> downloads = new TreeMap<>();
    private final List<String> history = new ArrayList<>();
    private SplittableRandom random = new SplittableRandom();
    private int days;

    static LongStream seeds() {
        return GIVEN.has("seed") ? LongStream.of(GIVEN.number("seed", 1)) : LongStream.of(6, 7);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void everyDayHasItsEventsWhateverIsSealedWhenThePowerIsLost(long seed) throws Exception {
        LoopImageIT.require(directory);
        random = new SplittableRandom(seed);
        Settings settings = Settings.read(null, Map.of(), Map.of("topics.partitions", "4"));
        try (LoopImage disk = LoopImage.mount(directory.resolve("data"));
                var run = new RunProcess(directory, settings, GIVEN.path("jar"))) {
            for (long round = GIVEN.number("rounds", 6); round > 0; round--) {
                days += random.nextInt(3, 9);
                if (random.nextInt(3) == 0 && !history.isEmpty()) rebuild(run);
                start(run);
                post(run);
                sealAndEnd(run);
                disk.losePower();
            }
            rebuild(run);
            start(run);
        }
        long sum = downloads.values().stream()
                .flatMap(byDay -> byDay.values().stream())
                .mapToLong(number -> number)
                .sum();
        assertTrue(sum > 0, this::told);
        System.out.printf("{\"proof\": \"sealing\", \"seed\": %d, \"downloads\": %d, \"wrong\": 0}%n", seed, sum);
    }

    /** The history of the run, and the end of its output. */
    private String told() {
        try {
            String said = Files.readString(directory.resolve("run.log"));
            return history + ":\n" + said.substring(Math.max(0, said.length() - 4_000));
        } catch (IOException e) {
            return history + ": " + e;
        }
    }

    private Map<String, String> clock() {
        return WrongClock.ahead(days).orElseGet(() -> Assumptions.abort("libfaketime is not installed"));
    }

    private void rebuild(RunProcess run) throws InterruptedException {
        Process rebuild = run.start(clock(), "rebuild");
        assertTrue(rebuild.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES), this::told);
        assertEquals(0, rebuild.exitValue(), this::told);
        history.add("rebuilt");
    }

    /** Starts it and waits until each of its answers is right. */
    private void start(RunProcess run) throws InterruptedException {
        run.start(clock());
        history.add("started, " + days + " days ahead");
        Instant deadline = Instant.now().plus(PATIENCE);
        Optional<String> wrong = wrong(run);
        while (wrong.isPresent() && Instant.now().isBefore(deadline)) {
            assertFalse(run.hasEnded(), this::told);
            Thread.sleep(500);
            wrong = wrong(run);
        }
        assertEquals(Optional.empty(), wrong, this::told);
    }

    /** The first answer that differs from the ledger; empty if none does. */
    private Optional<String> wrong(RunProcess run) throws InterruptedException {
        try {
            if (get(run.query(), "/ready").statusCode() != 200) return Optional.of("it is not ready");
            for (String repository : repositories()) {
                var expected = downloads.getOrDefault(repository, Map.of());
                var answered = answered(get(run.query(), "/models/" + repository + "/stats/recent?days=365"));
                if (!answered.equals(expected))
                    return Optional.of(repository + " has " + answered + ", not " + expected);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    private static Map<String, Long> answered(HttpResponse<String> answer) throws IOException {
        var answered = new TreeMap<String, Long>();
        for (JsonNode day : new ObjectMapper().readTree(answer.body()).path("stats")) {
            long number = day.path("downloads").asLong();
            if (number > 0) answered.put(day.path("date").asText(), number);
        }
        return answered;
    }

    private HttpResponse<String> get(Server server, String path) throws IOException, InterruptedException {
        return http.send(request(server, path).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Server server, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofMinutes(1));
    }

    private static List<String> repositories() {
        return LongStream.range(0, REPOSITORIES)
                .mapToObj(number -> "owner" + number % 4 + "/model" + number)
                .toList();
    }

    /** Events of the last hours, and some of the last days, each by a visitor of its own: each is a download. */
    private void post(RunProcess run) throws IOException, InterruptedException {
        Instant now = Instant.now().plus(Duration.ofDays(days));
        for (int posts = random.nextInt(2, 7); posts > 0; posts--) {
            var body = new StringBuilder();
            for (int events = random.nextInt(20, 150); events > 0; events--) {
                long most = random.nextInt(7) == 0 ? TimeUnit.DAYS.toMillis(3) : TimeUnit.HOURS.toMillis(10);
                Instant time = now.minusMillis(random.nextLong(most));
                String repository = repositories().get(random.nextInt(REPOSITORIES));
                String user = Long.toHexString(random.nextLong());
                body.append("""
                        {"id":"%s","time":"%s","repo_type":"model","repo":"%s","path":"config.json","method":"GET",\
                        "status":200,"bytes":%d,"user":"%s"}
                        """.formatted(user, time, repository, random.nextInt(1, 1_000_000), user));
                downloads
                        .computeIfAbsent(repository, any -> new TreeMap<>())
                        .merge(date(time).toString(), 1L, Long::sum);
            }
            var request = request(run.ingest(), "/v1/events")
                    .header("Content-Type", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            assertEquals(202, answer.statusCode(), answer::body);
        }
    }

    private static LocalDate date(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** Seals, once or twice at a time, to the end or not, and stops or kills it. */
    private void sealAndEnd(RunProcess run) throws InterruptedException {
        String before = date(Instant.now())
                .plusDays(days - new int[] {3, 8, 14, 20}[random.nextInt(4)])
                .toString();
        var seals = new ArrayList<Process>();
        for (int number = random.nextInt(4) == 0 ? 2 : 1; number > 0; number--) {
            seals.add(run.start(clock(), "seal", "--before", before));
        }
        boolean isWhole = random.nextBoolean();
        if (isWhole) for (Process seal : seals) assertTrue(seal.waitFor(5, TimeUnit.MINUTES), this::told);
        Thread.sleep(random.nextInt(isWhole ? 3_000 : 12_000));
        boolean isStopped = random.nextBoolean();
        history.add("sealed before " + before + " " + seals + ", stopped: " + isStopped);
        if (isStopped) run.stop();
        run.kill();
        for (Process seal : seals) seal.destroyForcibly().waitFor();
    }
}
