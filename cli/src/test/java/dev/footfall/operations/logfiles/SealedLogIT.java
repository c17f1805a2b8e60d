package dev.footfall.operations.logfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.aggregator.counting.Logged;
import dev.footfall.aggregator.counting.Oracle;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.SealDecoder;
import dev.footfall.aggregator.counting.projections.SealedDay;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.sealing.KafkaSeals;
import dev.footfall.cli.Main;
import dev.footfall.events.EventCodec;
import dev.footfall.events.RepoId;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.sealing.LogSealing;
import dev.footfall.operations.sealing.SealingOptions;
import dev.footfall.rules.CountingRules;
import dev.footfall.standalone.LogReader;
import dev.footfall.standalone.PatientHttp;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/** A log of which the beginning was sealed and deleted is counted again: every number is the same. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SealedLogIT {
    private static final long SEED = 3;
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final int AGAIN = 40;
    private static final int SPLIT = 6;
    private static final List<String> QUESTIONS = List.of(
            "/api/v1/daily?format=csv&from=2025-12-01&to=2026-04-01&fields=classes,balances",
            "/api/trending?repo_type=model&to=2026-01-02&days=7&limit=100",
            "/api/trending?repo_type=dataset&to=2026-01-02&days=90&limit=100");

    @TempDir
    private Path directory;

    private String data = "";
    private Optional<String> sealed = Optional.empty();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Command(name = "bench")
    static final class NoBench {}

    @Test
    void sealedDaysAndTheRestOfTheLogGiveEveryNumberAgain() throws Exception {
        assertTheSameNumbersAgain();
        CountedLog counted;
        assertSplit();
        try (var house = house()) {
            assertWarnsOnceMoreIsDeletedThanWasSealed(house);
            counted = CountedLog.await(house);
        }
        assertARefusedRebuildKeepsTheState(counted, ": the records in between cannot be counted again");
        rebuild(0, "--accept-loss");
    }

    @Test
    @Tag("proof")
    void daysThatAreSealedTwiceMovedOrCountedByOtherRulesStayAsTheyAre() throws Exception {
        List<Logged> log = assertTheSameNumbersAgain();
        CountedLog counted;
        Map<String, String> answers;
        try (var house = house()) {
            CountedLog.await(house);
            sendAgain(house, log);
            seal(house, "2026-01-25");
            run(0, "export-log", file(), "--bootstrap-servers", address(house));
        }
        rebuild(0);
        try (var house = house()) {
            counted = CountedLog.await(house);
            sealed = Optional.of("2026-01-24");
            answers = answers(house);
            assertEquals(Oracle.rows(log, CountingRules.DEFAULT), CountedLog.rows(house));
        }
        assertMoved(counted, answers, log);

        rebuild(1, "--set", "session.gap=PT10M");
        assertTrue(err.toString().contains("Days were sealed by other rules: default@"), err::toString);
        rebuild(0, "--set", "session.gap=PT10M", "--set", "sealed.other-rules=keep");
        assertSealedDaysStayAsTheyWereCounted(log);
    }

    /** Seals the first days of a log, removes them from it and rebuilds; returns the log. */
    private List<Logged> assertTheSameNumbersAgain() throws Exception {
        List<Logged> log = new ArrayList<>(OddLog.write(directory, SEED));
        CountedLog counted;
        Map<String, String> answers;
        long end;
        try (var house = house()) {
            CountedLog.await(house);
            sendAgain(house, log);
            stateBalances(house, log.get(0).event().repo());
            counted = CountedLog.await(house);
            answers = answers(house);
            end = offsets(house, OffsetSpec.latest());

            leaveAGroupBehind(house);
            seal(house, "2026-01-20", "--dry-run");
            assertEquals(0, offsets(house, OffsetSpec.earliest()));
            sealTheFirstPartition(house, LocalDate.parse("2026-01-20"));
            long half = offsets(house, OffsetSpec.earliest());
            seal(house, "2026-01-20");
            long removed = offsets(house, OffsetSpec.earliest());
            assertTrue(half > 0 && removed > end / 4 && removed < end, () -> removed + " of " + end + ": " + out);
            assertTrue(
                    out.toString().contains("deleted %,d records of the log".formatted(removed - half)), out::toString);
            seal(house, "2026-01-20");
            assertEquals(removed, offsets(house, OffsetSpec.earliest()));
            assertTrue(out.toString().contains(" 0 of them new or changed"), out::toString);
            writeAWrongRecord(house);
            seal(house, "2026-01-20");
            assertTrue(out.toString().contains("1 days have counts different from those of this state"), out::toString);
            seal(house, "2026-01-20", "--repair");
            assertTrue(out.toString().contains(" 1 of them new or changed"), out::toString);
            seal(house, "2026-01-20");
            assertTrue(out.toString().contains(" 0 of them new or changed"), out::toString);
            assertFalse(out.toString().contains("other counts"), out::toString);
            assertEquals(counted.days(), CountedLog.await(house).days());
        }

        assertARefusedRebuildKeepsTheState(
                counted, "Days were sealed by other rules: default@", "--set", "session.gap=PT10M");
        rebuild(0);

        try (var house = house()) {
            sealed = Optional.of("2026-01-19");
            assertSame(counted, answers, house);
            assertEquals(Oracle.rows(log, CountingRules.DEFAULT), CountedLog.rows(house));
            assertOtherRulesAreRefused(house);
        }
        return log;
    }

    /** States balances of days before the log, of sealed days (one of them has nothing else), and of later days. */
    private void stateBalances(Standalone house, RepoId repo) throws Exception {
        String body = Stream.of(
                        "\"before\":\"2025-12-01\",\"downloads\":12000",
                        "\"date\":\"2026-01-05\",\"downloads\":345,\"authenticated\":45,\"anonymous\":300",
                        "\"date\":\"2026-01-06\",\"downloads\":678,\"replaces\":true",
                        "\"date\":\"2026-02-10\",\"downloads\":9")
                .map(rest -> "{\"repo_type\":\"" + repo.type().label() + "\",\"repo\":\"" + repo.fullName()
                        + "\",\"origin\":\"kohakuhub\"," + rest + "}")
                .collect(Collectors.joining(",", "[", "]"));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + house.ingest().port() + "/v1/balances"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertEquals(
                202,
                PatientHttp.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        String stats = "/" + repo.type().label() + "s/" + repo.fullName() + "/stats?fields=balances";
        Awaitility.await()
                .atMost(PatientHttp.PATIENCE)
                .until(() -> ask(house, stats)
                        .contains("{\"origin\":\"kohakuhub\",\"downloads\":13032,\"until\":\"2026-02-10\"}"));
    }

    /** As a state that had lost events would seal a day. */
    private static void writeAWrongRecord(Standalone house) throws Exception {
        ConsumerRecord<byte[], byte[]> right = LogReader.records(address(house), TopicSpec.SEALED_DAYS.topic()).stream()
                .filter(record -> record.value() != null)
                .filter(record -> SealDecoder.decode(record.value()) instanceof SealedDay day
                        && day.row().counts().files() > 0)
                .findFirst()
                .orElseThrow();
        String json = new String(right.value(), StandardCharsets.UTF_8);
        byte[] wrong = json.replaceFirst("\"bytes\":", "\"bytes\":1").getBytes(StandardCharsets.UTF_8);
        Map<String, Object> client = Map.of("bootstrap.servers", address(house));
        try (var producer =
                new KafkaProducer<byte[], byte[]>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(right.topic(), right.partition(), right.key(), wrong))
                    .get();
        }
    }

    private void assertARefusedRebuildKeepsTheState(CountedLog counted, String reason, String... more) {
        rebuild(1, more);

        assertTrue(err.toString().contains(reason), err::toString);
        assertFalse(err.toString().contains("unexpectedly"), err::toString);
        err.getBuffer().setLength(0);
        try (var house = house()) {
            assertEquals(counted, CountedLog.await(house));
        }
    }

    /** Seals the rest by other rules: it changes none of the days that were sealed before. */
    private void assertSealedDaysStayAsTheyWereCounted(List<Logged> log) throws Exception {
        try (var house = house(Map.of("session.gap", "PT10M", "sealed.other-rules", "keep"))) {
            CountedLog.await(house);
            seal(house, "2026-04-01", "--set", "session.gap=PT10M");
            assertTrue(out.toString().contains("days stay as sealed by other rules"), out::toString);
        }
        rebuild(1);
        assertTrue(err.toString().contains("no single rule set fits all"), err::toString);

        rebuild(0, "--set", "sealed.other-rules=keep");
        try (var house = house(Map.of("sealed.other-rules", "keep"))) {
            CountedLog.await(house);
            assertEquals(sealedCounts(Oracle.rows(log, CountingRules.DEFAULT)), sealedCounts(CountedLog.rows(house)));
        }
    }

    /** As after a loss of power that took the end of the sealed days, and not the deletion. */
    private static void assertWarnsOnceMoreIsDeletedThanWasSealed(Standalone house) throws Exception {
        Map<String, String> kafka = Map.of("bootstrap.servers", address(house));
        var events = new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), 0);
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(kafka))) {
            long begin = admin.listOffsets(Map.of(events, OffsetSpec.earliest()))
                    .partitionResult(events)
                    .get()
                    .offset();
            assertEquals("", warnings(kafka));
            admin.deleteRecords(Map.of(events, RecordsToDelete.beforeOffset(begin + 1)))
                    .all()
                    .get();
            String warning = warnings(kafka);
            assertTrue(warning.contains("but days are sealed only up to " + begin), warning);
        }
    }

    private static String warnings(Map<String, String> kafka) {
        var warnings = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
        try {
            new KafkaSeals(kafka, Topics.STANDARD).of(0).orElseThrow().close();
        } finally {
            System.setErr(before);
        }
        return warnings.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(KafkaSeals.class.getSimpleName()))
                .collect(Collectors.joining());
    }

    private static Map<Oracle.Day, DailyCounts> sealedCounts(Map<Oracle.Day, Oracle.Row> rows) {
        Map<Oracle.Day, DailyCounts> counts = new HashMap<>();
        rows.forEach((day, row) -> {
            boolean isSealed = day.date().isBefore(LocalDate.parse("2026-01-20"));
            if (isSealed && row.counts().files() > 0) counts.put(day, row.counts());
        });
        return counts;
    }

    /** Elsewhere the log has other offsets, and is sealed up to the same records. */
    private void assertMoved(CountedLog counted, Map<String, String> answers, List<Logged> log) throws Exception {
        importTo("moved");
        try (var house = house()) {
            assertSame(counted, answers, house);
            assertEquals(Oracle.rows(log, CountingRules.DEFAULT), CountedLog.rows(house));
            seal(house, "2026-02-01");
            assertTrue(offsets(house, OffsetSpec.earliest()) > 0);
        }
        importTo("dark");
        losePower(directory.resolve(data));
        try (var house = house()) {
            assertSame(counted, answers, house);
            assertEquals(Oracle.rows(log, CountingRules.DEFAULT), CountedLog.rows(house));
        }
        data = "";
    }

    /** Partitions with sealed days are split, sealed again and counted again: every number is the same. */
    private void assertSplit() {
        CountedLog counted;
        Map<String, String> answers;
        Map<Oracle.Day, Oracle.Row> rows;
        try (var house = house()) {
            counted = CountedLog.await(house);
            answers = answers(house);
            rows = CountedLog.rows(house);
            run(0, "export-log", file(), "--bootstrap-servers", address(house));
        }
        String partitions = "topics.partitions=" + SPLIT;
        String[] refused = {"import-log", file(), "--data-dir", "refused", "--set", "topics.partitions=3"};
        run(1, refused);
        assertTrue(err.toString().contains("set topics.partitions to a multiple of 2"), err::toString);
        importTo("split", "--set", partitions);
        String[] rebuild = {"rebuild", "--data-dir", directory.resolve(data).toString(), "--set", "kafka.port=0"};
        try (var house = house(Map.of("topics.partitions", Integer.toString(SPLIT)))) {
            assertSame(counted, answers, house);
            assertEquals(rows, CountedLog.rows(house, SPLIT));
            run(0, "seal", "--before", "2026-02-01", "--bootstrap-servers", address(house));
            assertEquals(rows, CountedLog.rows(house, SPLIT));
        }
        run(0, rebuild);
        try (var house = house(Map.of("topics.partitions", Integer.toString(SPLIT)))) {
            assertEquals(counted.days(), CountedLog.await(house).days());
            assertEquals(rows, CountedLog.rows(house, SPLIT));
        }
        data = "";
    }

    private void importTo(String directoryName, String... more) {
        data = directoryName;
        String[] command = {
            "import-log", file(), "--data-dir", directory.resolve(data).toString(), "--set", "kafka.port=0"
        };
        run(0, Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new));
    }

    /** A broker notes each minute where its logs begin: without that, what it deleted last is there again. */
    private static void losePower(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> notes = files.filter(file -> file.endsWith("log-start-offset-checkpoint"))
                    .toList();
            assertFalse(notes.isEmpty());
            for (Path note : notes) Files.delete(note);
        }
    }

    private String file() {
        return directory.resolve("footfall.log").toString();
    }

    private void assertOtherRulesAreRefused(Standalone house) {
        out.getBuffer().setLength(0);
        run(0, "token", "--user", "op", "--admin", "--set", "auth.jwt-secret=" + SECRET);
        String token = out.toString().strip();
        String endpoint = "http://127.0.0.1:" + house.query().port();
        run(1, "whatif", "gap10", "--set", "session.gap=PT10M", "--endpoint", endpoint, "--token", token);
        assertTrue(err.toString().contains("Days were sealed by other rules: default@"), err::toString);
        err.getBuffer().setLength(0);
    }

    private static String address(Standalone house) {
        return house.broker().bootstrapServers();
    }

    private void assertSame(CountedLog counted, Map<String, String> answers, Standalone house) {
        CountedLog again = CountedLog.await(house);
        assertEquals(counted.metrics(), again.metrics());
        assertEquals(counted.days(), again.days());
        assertEquals(answers, answers(house));
    }

    /** As of a state that was dropped just before the last process with it ended. */
    private void leaveAGroupBehind(Standalone house) throws Exception {
        StateId main = RoomConfigs.of(settings(Map.of())).state();
        var begin = Map.of(new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), 0), new OffsetAndMetadata(1));
        try (Admin admin = Admin.create(
                Map.<String, Object>of("bootstrap.servers", house.broker().bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(main.applicationId() + ".gone", begin)
                    .all()
                    .get();
        }
    }

    /** Begins a sealing that is interrupted after its first partition. */
    private void sealTheFirstPartition(Standalone house, LocalDate before) {
        Map<String, String> kafka = Map.of("bootstrap.servers", house.broker().bootstrapServers());
        StateId state = RoomConfigs.of(settings(Map.of())).state();
        var sealing = new LogSealing(kafka, state, new SealingOptions(before, false, false, Optional.empty()));
        assertThrows(
                IllegalStateException.class,
                () -> sealing.seal(any -> true, done -> {
                    throw new IllegalStateException("interrupted");
                }));
    }

    /** Sends the first events of the log once more, today: by then all days are closed. */
    private static void sendAgain(Standalone house, List<Logged> log) {
        long expected = house.aggregator().progress().counted() + AGAIN;
        Map<String, Object> client = Map.of("bootstrap.servers", house.broker().bootstrapServers());
        try (var producer =
                new KafkaProducer<byte[], byte[]>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Logged logged : List.copyOf(log.subList(0, AGAIN))) {
                byte[] value = EventCodec.encode(logged.event());
                long now = System.currentTimeMillis();
                OddLog.send(
                        producer,
                        TopicSpec.DOWNLOAD_EVENTS.topic(),
                        logged.event().repo(),
                        value,
                        now);
                log.add(new Logged(logged.event(), now));
            }
        }
        Awaitility.await()
                .atMost(PatientHttp.PATIENCE)
                .until(() -> house.aggregator().progress().counted() == expected);
    }

    private static long offsets(Standalone house, OffsetSpec which) throws Exception {
        var wanted = new HashMap<TopicPartition, OffsetSpec>();
        for (int partition = 0; partition < OddLog.PARTITIONS; partition++) {
            wanted.put(new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), partition), which);
        }
        try (Admin admin = Admin.create(
                Map.<String, Object>of("bootstrap.servers", house.broker().bootstrapServers()))) {
            return admin.listOffsets(wanted).all().get().values().stream()
                    .mapToLong(found -> found.offset())
                    .sum();
        }
    }

    private Map<String, String> answers(Standalone house) {
        Map<String, String> answers = new TreeMap<>();
        String daily = ask(house, QUESTIONS.get(0));
        Stream<String> ofRepositories = daily.lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> "/api/" + cells[0] + "s/" + cells[1])
                .distinct()
                .flatMap(repo -> Stream.of(
                        repo + "/stats?fields=balances",
                        repo + "/stats/recent?fields=bytes,excluded,balances&from=2025-12-01&to=2026-04-01"));
        Stream.concat(QUESTIONS.stream(), ofRepositories)
                .forEach(question -> answers.put(question, ask(house, question)));
        assertTrue(
                answers.size() > 20,
                () -> "first rows: " + daily.lines().limit(3).toList());
        return answers;
    }

    private String ask(Standalone house, String path) {
        URI uri = URI.create("http://127.0.0.1:" + house.query().port() + path);
        try {
            HttpResponse<String> response =
                    PatientHttp.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(sealed, response.headers().firstValue("X-Footfall-Sealed"), path);
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(path, e);
        }
    }

    private void seal(Standalone house, String before, String... more) {
        out.getBuffer().setLength(0);
        String[] arguments = {
            "seal",
            "--before",
            before,
            "--bootstrap-servers",
            house.broker().bootstrapServers(),
            "--set",
            "topics.partitions=" + OddLog.PARTITIONS
        };
        run(0, Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new));
    }

    private void rebuild(int code, String... more) {
        String[] arguments = {
            "rebuild",
            "--data-dir",
            directory.toString(),
            "--set",
            "kafka.port=0",
            "--set",
            "topics.partitions=" + OddLog.PARTITIONS
        };
        run(code, Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new));
    }

    private void run(int code, String... arguments) {
        int exit = Main.commandLine(new NoBench())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        assertEquals(code, exit, err::toString);
    }

    private Settings settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.putIfAbsent("topics.partitions", Integer.toString(OddLog.PARTITIONS));
        all.putAll(Map.of(
                "data.dir", directory.resolve(data).toString(),
                "kafka.port", "0",
                "query.port", "0",
                "ingest.port", "0",
                "auth.jwt-secret", SECRET,
                "log.raw-retention", "P36500D"));
        return Settings.read(null, Map.of(), all);
    }

    private Standalone house() {
        return house(Map.of());
    }

    private Standalone house(Map<String, String> more) {
        return Standalone.start(settings(more), reason -> fail(reason));
    }
}
