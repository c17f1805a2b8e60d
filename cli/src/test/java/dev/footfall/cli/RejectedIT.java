package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.events.TopicSpec;
import dev.footfall.standalone.LogReader;
import dev.footfall.standalone.PatientHttp;
import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.settings.Settings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records of a hub that writes its events to Kafka by itself, and not all of them right. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RejectedIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String READABLE =
            "192.0.2.1 - - [20/Nov/2026:04:59:54 +0000] \"GET /org/m/resolve/main/f HTTP/1.1\" 200 12 \"-\" \"x/1\"\n";

    @TempDir
    private static Path directory;

    private static Standalone house;

    @BeforeAll
    static void start() throws Exception {
        Settings settings = Settings.read(
                null,
                Map.of(),
                Map.of(
                        "data.dir", directory.resolve("data").toString(),
                        "kafka.port", "0",
                        "query.port", "0",
                        "ingest.port", "0",
                        "topics.partitions", "2"));
        house = Standalone.start(settings, reason -> fail(reason));
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", house.broker().bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < 5; i++)
                write(producer, "model/org/name", event("s" + i, "\"200\"", "\"user\":\"u" + i + "\""));
            write(producer, "model/org/other", event("key", "200", "\"user\":\"keyed\""));
            write(producer, "model/org/name", event("ip", "200", "\"ip\":\"192.0.2.77\""));
            write(producer, "model/org/name", "not JSON");
            write(producer, "model/org/name", event("good", "200", "\"user\":\"good\""));
        }
        Path log = Files.writeString(directory.resolve("access.log"), READABLE + "192.0.2.77 - - [broken\n");
        execute(
                "import",
                log.toString(),
                "--source",
                "files-1",
                "--data-dir",
                directory.resolve("data").toString());
        Awaitility.await().atMost(PATIENCE).until(() -> rejectedRecords() == 9);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @Test
    void repairsAreTriedAndThenCountOnceHoweverOftenTheyAreReplayed() throws Exception {
        String list = execute("rejected", "list");
        assertTrue(
                Pattern.compile("(?m)^ +5  status +must be an integer")
                        .matcher(list)
                        .find(),
                list);
        assertTrue(list.contains("log of files-1"), list);
        assertFalse(list.contains("192.0.2.77"), list);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertEquals(
                list, execute("rejected", "list", "--since", today.minusDays(1).toString()));
        assertEquals(
                "no rejected records\n",
                execute("rejected", "list", "--since", today.plusDays(2).toString()));

        String tried = execute(
                "rejected",
                "repair",
                "--field",
                "status",
                ".status |= tonumber",
                "--data-dir",
                directory.resolve("data").toString());
        assertTrue(Pattern.compile("(?m)^events +5 ").matcher(tried).find(), tried);
        assertTrue(tried.contains("\"status\":\"200\"") && tried.contains("\"status\":200"), tried);
        awaitDownloads(1);

        replay("--field", "status", ".status |= tonumber");
        awaitDownloads(6);
        replay("--field", "status", ".status |= tonumber");
        replay();
        awaitDownloads(8);
        assertEquals(8, downloads());
    }

    @Test
    void showsARecordWithoutTheAddressThatIsInIt() throws Exception {
        String list = execute("rejected", "list");
        Matcher place = Pattern.compile("(?m)^ +1  user .*?(\\d-\\d+)\\s*$").matcher(list);
        assertTrue(place.find(), list);

        String shown = execute("rejected", "show", place.group(1));

        assertTrue(shown.contains("\"ip\":\"-\""), shown);
        assertTrue(shown.contains("model/org/name"), shown);
    }

    @Test
    void saysWhatLinesNeedInstead() throws Exception {
        String tried = execute(
                "rejected",
                "repair",
                "--from",
                "log of files-1",
                "--data-dir",
                directory.resolve("data").toString());

        assertTrue(
                Pattern.compile("(?m)^lines +1  import their logs again")
                        .matcher(tried)
                        .find(),
                tried);
    }

    @Test
    void namesAPlaceAtWhichThereIsNone() {
        var terminal = new Terminal();

        int code = terminal.execute(
                "rejected",
                "show",
                "1-99999",
                "--bootstrap-servers",
                house.broker().bootstrapServers());

        assertEquals(1, code);
        assertTrue(terminal.err().contains("no rejected record exists at 1-99999"), terminal.err());
    }

    private static void replay(String... arguments) throws Exception {
        String[] data = {"--data-dir", directory.resolve("data").toString()};
        execute(Stream.of(new String[] {"rejected", "replay"}, arguments, data)
                .flatMap(Stream::of)
                .toArray(String[]::new));
    }

    private static String execute(String... arguments) {
        var terminal = new Terminal();
        String[] all = Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--bootstrap-servers", house.broker().bootstrapServers()))
                .toArray(String[]::new);
        assertEquals(0, terminal.execute(all), terminal::err);
        return terminal.out();
    }

    private static long rejectedRecords() {
        return LogReader.records(house.broker().bootstrapServers(), TopicSpec.REJECTED.topic())
                .size();
    }

    private static void awaitDownloads(long downloads) {
        Awaitility.await().atMost(PATIENCE).until(() -> downloads() == downloads);
    }

    private static long downloads() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + house.query().port() + "/models/org/name/stats");
        String body = PatientHttp.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher number = Pattern.compile("\"downloads\":(\\d+)").matcher(body);
        return number.find() ? Long.parseLong(number.group(1)) : 0;
    }

    private static void write(KafkaProducer<String, String> producer, String key, String value) throws Exception {
        producer.send(new ProducerRecord<>(TopicSpec.DOWNLOAD_EVENTS.topic(), key, value))
                .get();
    }

    private static String event(String id, String status, String who) {
        return "{\"id\":\"" + id + "\",\"time\":\"" + Instant.now().truncatedTo(ChronoUnit.SECONDS)
                + "\",\"repo_type\":\"model\",\"repo\":\"org/name\"," + "\"method\":\"GET\",\"status\":" + status + ","
                + who + "}";
    }
}
