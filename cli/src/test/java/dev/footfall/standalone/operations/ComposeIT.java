package dev.footfall.standalone.operations;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.standalone.ChildProcess;
import dev.footfall.standalone.operations.ComposeFile.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The roles of docker-compose.yml as processes on loopback: the same commands, settings and ports. */
@EnabledOnOs(OS.LINUX) // elsewhere, loopback has one address
@Tag("proof")
class ComposeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Map<String, String> SECRETS = Map.of(
            "FOOTFALL_INGEST_VISITOR_SECRET", "0123456789abcdef0123456789abcdef",
            "FOOTFALL_INGEST_API_KEYS", "a-key",
            "FOOTFALL_PEERS_SECRET", "fedcba9876543210fedcba9876543210",
            // no entry of the file names it: it reaches the nodes by .env alone
            "FOOTFALL_AUTH_JWT_SECRET", "a-secret-of-tokens-0123456789abcdef",
            "GRAFANA_ADMIN_PASSWORD", "grafana");

    /** Variables of the image's scripts, which are no settings of the broker. */
    private static final Set<String> NO_BROKER_SETTINGS = Set.of("KAFKA_HEAP_OPTS");

    @TempDir
    Path directory;

    private final Map<String, Service> services = ComposeFile.services(SECRETS);
    private final LoopbackNetwork network = new LoopbackNetwork(services.keySet());
    private final HttpClient http = HttpClient.newHttpClient();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Map<Service, ChildProcess> roles = new HashMap<>();

    @AfterEach
    void stop() throws Exception {
        while (!running.isEmpty()) running.pop().close();
    }

    @Test
    void everyNodeAnswersWithWhatEachIngestTook() throws Exception {
        List<BrokerProcess> brokers =
                services(Service::isKafka).stream().map(this::startBroker).toList();
        brokers.forEach(BrokerProcess::awaitListening);
        services(service -> service.isFootfall("topics")).forEach(this::runTopics);
        List<Service> ingests = services(service -> service.isFootfall("ingest"));
        List<Service> nodes = services(service -> service.isFootfall("serve"));
        ingests.forEach(this::start);
        nodes.forEach(this::start);
        assertEquals(List.of(3, 2, 3), List.of(brokers.size(), ingests.size(), nodes.size()));

        for (int i = 0; i < ingests.size(); i++) {
            String url = "http://" + network.address(ingests.get(i).name()) + ":28081";
            await(url + "/ready", answer -> answer.statusCode() == 200);
            post(url, i);
        }

        Awaitility.await("the right answer of every node")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class) // a node that does not listen yet
                .until(() -> howManyAreRight(nodes) == nodes.size());
        assertCommandsReachKafkaAndNodes(nodes);
    }

    /** As {@code docker compose run --rm footfall}: a log is imported, and a token made that every node takes. */
    private void assertCommandsReachKafkaAndNodes(List<Service> nodes) throws Exception {
        Path log = Files.writeString(
                directory.resolve("access.log"),
                "203.0.113.7 - - [05/Jan/2026:10:00:00 +0000] \"GET /downloads/tool.zip HTTP/1.1\" 200 12 \"-\" \"curl/8.5.0\"\n");
        command("import", log.toString(), "--route", "/downloads/{name}=dataset:myorg/{name}");
        String token = command("token", "--user", "alice", "--admin")
                .lines()
                .filter(line -> line.startsWith("ey"))
                .findFirst()
                .orElseThrow();

        for (Service node : nodes) {
            String url = "http://" + network.address(node.name()) + ":28080";
            await(
                    url + "/datasets/myorg/tool.zip/stats",
                    answer -> answer.body().contains("\"downloads\":1,"));
            HttpRequest forAdministrators = HttpRequest.newBuilder(URI.create(url + "/v1/whatif"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            HttpResponse<String> answer = http.send(forAdministrators, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer::body);
        }
    }

    private String command(String... arguments) throws InterruptedException {
        Service service = requireNonNull(services.get("footfall"));
        try (ChildProcess process = launch(service, arguments[0], List.of(arguments))) {
            assertEquals(0, process.exitCode(), process::output);
            return process.output();
        }
    }

    private int howManyAreRight(List<Service> nodes) throws IOException, InterruptedException {
        int right = 0;
        for (Service node : nodes) if (isRight(stats(node))) right++;
        return right;
    }

    private List<Service> services(Predicate<Service> of) {
        return services.values().stream().filter(of).toList();
    }

    /** A broker with the settings that the image makes of its variables. */
    private BrokerProcess startBroker(Service service) {
        var settings = new HashMap<String, String>();
        network.translated(service.name(), service.environment()).forEach((variable, value) -> {
            if (variable.startsWith("KAFKA_") && !NO_BROKER_SETTINGS.contains(variable)) {
                settings.put(settingOf(variable), value);
            }
        });
        Path home = directory.resolve(service.name());
        assertEquals(List.of(service.name() + ":" + settings.get("log.dirs")), service.volumes());
        settings.put("log.dirs", home.resolve("data").toString());
        var address = new InetSocketAddress(network.address(service.name()), 9092);
        BrokerProcess broker = BrokerProcess.start(home, address, settings);
        running.push(broker);
        return broker;
    }

    private static String settingOf(String variable) {
        return variable.substring("KAFKA_".length())
                .toLowerCase(Locale.ROOT)
                .replace("_", ".")
                .replace("...", "-")
                .replace("..", "_");
    }

    /** It is started again when it fails: listening brokers need not have found one another yet. */
    private void runTopics(Service service) {
        Awaitility.await("topics").atMost(PATIENCE).until(() -> {
            try (ChildProcess topics = launch(service)) {
                return topics.exitCode() == 0;
            }
        });
    }

    private void start(Service service) {
        ChildProcess process = launch(service);
        running.push(process);
        roles.put(service, process);
    }

    /** As {@code restart: unless-stopped} says: on a busy machine Kafka may answer later than a role waits for it. */
    private void startAgainWhatEnded() {
        for (Map.Entry<Service, ChildProcess> role : roles.entrySet()) {
            if (role.getValue().isAlive()) continue;
            ChildProcess again = launch(role.getKey());
            running.push(again);
            role.setValue(again);
        }
    }

    private ChildProcess launch(Service service) {
        return launch(service, service.name(), service.command());
    }

    /** A process with the service's variables and the given command, whose output has the given name. */
    private ChildProcess launch(Service service, String name, List<String> command) {
        Map<String, String> environment = network.translated(service.name(), service.environment());
        environment.put("FOOTFALL_DATA_DIR", directory.resolve(name).toString());
        return ChildProcess.start(directory.resolve(name + ".output"), environment, ChildProcess.FOOTFALL, command);
    }

    private void post(String url, int number) throws IOException, InterruptedException {
        String event =
                "{\"id\":\"" + number + "\",\"time\":\"2026-01-05T1" + number + ":00:00Z\",\"repo_type\":\"model\","
                        + "\"repo\":\"acme/rocket\",\"method\":\"GET\",\"status\":200,\"user\":\"alice\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/events"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + SECRETS.get("FOOTFALL_INGEST_API_KEYS"))
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(202, answer.statusCode(), answer::body);
    }

    private HttpResponse<String> stats(Service node) throws IOException, InterruptedException {
        return get("http://" + network.address(node.name()) + ":28080/models/acme/rocket/stats");
    }

    /** Each ingest took a visit of its own hour. A node says the whole or that it cannot, and nothing in between. */
    private static boolean isRight(HttpResponse<String> answer) {
        assertTrue(Set.of(200, 404, 503).contains(answer.statusCode()), answer::body);
        return answer.statusCode() == 200 && answer.body().equals("{\"downloads\":2,\"likes\":0}");
    }

    private void await(String url, Predicate<HttpResponse<String>> isGood) {
        Awaitility.await(url)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> isGood.test(get(url)));
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        startAgainWhatEnded();
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
