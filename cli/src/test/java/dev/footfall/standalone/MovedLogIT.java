package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.cli.ConfiguredExtras;
import dev.footfall.cli.Main;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;

/** A log moves with all that its events do not tell: decisions, corrections, gaps, names of users, and keys of days. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class MovedLogIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String ROCKET = "/models/acme/rocket/stats";
    private static final List<String> MORE = List.of(
            "/models/acme/rocket-2/stats",
            "/models/acme/rocket-2/stats?fields=balances",
            ROCKET + "/recent?from=2024-03-01&to=2024-03-10&fields=bytes,excluded,gaps,classes,balances",
            ROCKET + "/chart.svg?from=2024-03-01&to=2024-03-10",
            ROCKET + "/badge.svg",
            "/models/acme/rocket/likers",
            "/v1/namespaces/acme/stats",
            "/v1/daily?from=2024-03-01&to=2024-03-10",
            "/v1/hourly?from=2024-03-01&to=2024-03-10",
            "/trending?repo_type=model&to=2024-03-06&days=7",
            "/v1/corrections",
            "/v1/corrections.atom",
            "/v1/whatif/gap10/diff",
            "/v1/gaps?from=2024-03-01&to=2024-03-10");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest(name = "{0} topics.prefix={1} topics.partitions={2}")
    @CsvSource({
        "file, footfall, 2",
        "file, hub.moved, 5",
        "file, footfall, 1",
        "move, hub.moved, 5",
        "move, footfall, 2"
    })
    void givesTheSameBytesOfEveryAnswerElsewhere(String way, String prefix, String partitions) throws Exception {
        Map<String, String> topics = Map.of("topics.prefix", prefix, "topics.partitions", partitions);
        String file = directory.resolve("footfall.log").toString();
        Map<String, String> answers;
        String states;
        try (var house = house("old")) {
            KnownAnswers.post(house);
            String before = balances(house, "rocket");
            if (way.equals("move")) move(house, topics);
            decide(house);
            assertEquals(before, balances(house, "rocket-2"), "neither a rename nor a promotion changes a balance");
            stateAnotherBalance(house);
            states = states(house);
            answers = answers(house);
            if (way.equals("move")) move(house, topics, "--last");
            else run("export-log", file, "--bootstrap-servers", house.broker().bootstrapServers());
        }
        assertTrue(answers.toString().contains("pauses are short"), answers::toString);

        if (way.equals("file")) run(topics, "import-log", file, "--data-dir", path("new"), "--set", "kafka.port=0");

        try (var house = house("new", topics)) {
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertEquals(states, states(house)));
            awaitLiked(house);
            Map<String, String> now = answers(house);
            answers.forEach((question, answer) -> assertEquals(answer, now.get(question), question));
            assertEquals(answers.keySet(), now.keySet());

            again(house);
            assertEquals(answers.get(ROCKET), answers(house).get(ROCKET), "an event of before the move is known");
        }
    }

    /** Decisions after the first run come with the last one. */
    private void move(Standalone house, Map<String, String> topics, String... more) {
        DataDirectory data = DataDirectory.open(directory.resolve("new"));
        data.close();
        try (var target = EmbeddedBroker.start(data.kafka(), 0)) {
            var words = new ArrayList<>(List.of("move", "--bootstrap-servers", target.bootstrapServers()));
            words.addAll(List.of("--from-bootstrap-servers", house.broker().bootstrapServers()));
            words.addAll(List.of(more));
            run(topics, words.toArray(String[]::new));
        }
    }

    private void run(Map<String, String> topics, String... words) {
        var command = new ArrayList<>(List.of(words));
        topics.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        run(command.toArray(String[]::new));
    }

    /** Has it counted by other rules, which answer from then on; declares a gap, renames a repository, erases a user. */
    private void decide(Standalone house) throws Exception {
        KnownAnswers.post(house, "PUT /v1/repositories/models/acme/rocket/renamed-to {\"repo\":\"acme/rocket-2\"}");
        int ingest = house.ingest().port();
        assertEquals(204, send("DELETE", ingest, "/v1/users/carol", "").statusCode());
        int query = house.query().port();
        String gap = "{\"source\":\"eu-1\",\"from\":\"2024-03-04T13:00:00Z\",\"to\":\"2024-03-04T15:00:00Z\","
                + "\"reason\":\"half of the log was lost\"}";
        assertEquals(204, send("POST", query, "/v1/gaps/declare", gap).statusCode());
        String rules = "{\"set\":{\"session.gap\":\"PT10M\"}}";
        assertEquals(200, send("POST", query, "/v1/whatif/gap10/count", rules).statusCode());
        String reason = "{\"reason\":\"pauses are short\"}";
        awaitCounted(house, 17);
        assertEquals(
                200, send("POST", query, "/v1/whatif/gap10/promote", reason).statusCode());
        awaitLiked(house);
    }

    /** Sends what the old cluster has, and waits until it is excluded. */
    private void again(Standalone house) throws Exception {
        KnownAnswers.post(
                house,
                "POST /v1/events {\"id\":\"4\",\"time\":\"2024-03-04T12:30:00Z\",\"repo_type\":\"model\","
                        + "\"repo\":\"acme/rocket\",\"method\":\"GET\",\"status\":200,\"ip\":\"192.0.2.7\","
                        + "\"user_agent\":\"Mozilla/5.0 (X11; Linux x86_64)\",\"source\":\"us-1\",\"bytes\":1000}");
        awaitCounted(house, 18);
    }

    private void awaitCounted(Standalone house, int events) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            String metrics = KnownAnswers.ask(house, "", "/metrics").body();
            return metrics.contains("\nfootfall_events_read_total " + events + ".0\n")
                    && states(house).split("\"left\":0[,}]", -1).length == 3;
        });
    }

    /** Likes are in a topic of their own, which the numbers of counted events do not tell of. */
    private void awaitLiked(Standalone house) {
        String path = "/api/v1/analytics/models/acme%2Frocket/overview?days=0";
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> ask(house, "admin", path).body().contains("\"lost\":2"));
    }

    /** The part of the totals that another system counted. */
    private String balances(Standalone house, String name) {
        String path = "/models/acme/" + name + "/stats?fields=balances";
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> ask(house, "admin", path).body().replaceAll(".*\"balances\"", ""),
                        text -> text.contains(
                                "[{\"origin\":\"kohakuhub\",\"downloads\":12345,\"until\":\"2024-03-03\"}]"));
    }

    /** States one that a move's last run alone can take along. */
    private void stateAnotherBalance(Standalone house) throws Exception {
        KnownAnswers.post(
                house,
                "POST /v1/balances {\"repo_type\":\"model\",\"repo\":\"acme/rocket\",\"origin\":\"npm\","
                        + "\"date\":\"2024-03-02\",\"downloads\":7}");
        String path = "/models/acme/rocket-2/stats?fields=balances";
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> ask(house, "admin", path).body().contains("\"npm\",\"downloads\":7"));
    }

    private String states(Standalone house) throws Exception {
        return ask(house, "admin", "/v1/whatif")
                .body()
                .replaceAll("\"counted\":[0-9]+", "") // offsets, of Kafka's own records, too
                .replaceAll("\"(partitions|level)\":[0-9]+", ""); // a move may change their number
    }

    private Map<String, String> answers(Standalone house) throws Exception {
        Map<String, String> answers = new TreeMap<>();
        for (KnownAnswers.Known known : KnownAnswers.all()) {
            answers.put(known.caller() + known.path(), answer(house, known.caller(), known.path()));
        }
        for (String path : MORE) answers.put(path, answer(house, "admin", path));
        return answers;
    }

    /** The answer with the headers that name its rules and gaps, but for when it was computed, and the 30 days up to then. */
    private String answer(Standalone house, String caller, String path) throws Exception {
        HttpResponse<String> answer = Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> ask(house, caller, path), asked -> !gaps(asked).equals("unknown"));
        return answer.statusCode() + " "
                + answer.headers().firstValue("X-Footfall-Rules").orElse("")
                + gaps(answer)
                + answer.headers().firstValue("X-Footfall-Balances").orElse("") + "\n"
                + answer.body().replaceAll("\"computed_at\":[0-9]+|\"period\":\\{[^}]*\"days\":30}", "");
    }

    private static String gaps(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Footfall-Gaps").orElse("");
    }

    private HttpResponse<String> ask(Standalone house, String caller, String path) throws Exception {
        String authorization = caller.equals("anyone") ? "" : SmallHouse.authorization(settings("old"), caller);
        return KnownAnswers.ask(house, authorization, path);
    }

    private HttpResponse<String> send(String method, int port, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .header("Authorization", SmallHouse.authorization(settings("old"), "admin"))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return PatientHttp.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void run(String... arguments) {
        int exit = Main.commandLine(new NoBench())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        assertEquals(0, exit, err::toString);
    }

    @Command(name = "bench")
    static final class NoBench {}

    private Standalone house(String name) {
        return house(name, Map.of());
    }

    private Standalone house(String name, Map<String, String> topics) {
        Settings settings = settings(name, topics);
        return Standalone.start(settings, ConfiguredExtras.all(settings), reason -> fail(reason));
    }

    private Settings settings(String name) {
        return settings(name, Map.of());
    }

    private Settings settings(String name, Map<String, String> topics) {
        var values = new HashMap<String, String>();
        for (String port : List.of("kafka.port", "query.port", "ingest.port", "query.rate-limit"))
            values.put(port, "0");
        values.put("data.dir", path(name));
        values.put("ingest.users", "ids");
        values.put("ingest.visitor-key", "day");
        values.put("ingest.visitor-secret", "a visitor secret has 32 bytes, too");
        values.put("auth.jwt-secret", "a secret of a test has 32 bytes!");
        values.put("topics.partitions", "2");
        values.putAll(topics);
        return Settings.read(null, Map.of(), values);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
