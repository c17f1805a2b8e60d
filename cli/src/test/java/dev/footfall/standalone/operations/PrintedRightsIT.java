package dev.footfall.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.cli.Main;
import dev.footfall.operations.topics.KafkaRole;
import dev.footfall.standalone.ChildProcess;
import dev.footfall.standalone.PatientHttp;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/** A Kafka that allows nothing but what {@code footfall topics --acls} prints, to a user for each role. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class PrintedRightsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
    private static final Pattern OPTION = Pattern.compile("--([a-z-]+)(?: ([^- ][^ ]*))?");

    @TempDir
    Path directory;

    private final int ingestPort = BrokerProcess.freePort();
    private final int queryPort = BrokerProcess.freePort();
    private BrokerProcess broker;

    @BeforeEach
    void start() {
        String users = Stream.concat(Stream.of("broker"), KafkaRole.commands().stream())
                .map(user -> " user_" + user + "=\"of-" + user + "\"")
                .collect(Collectors.joining());
        broker = BrokerProcess.small(
                directory.resolve("broker"),
                Map.of(
                        "listener.security.protocol.map",
                        "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "sasl.mechanism.inter.broker.protocol",
                        "PLAIN",
                        "listener.name.clients.plain.sasl.jaas.config",
                        LOGIN + "username=\"broker\" password=\"of-broker\"" + users + ";",
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:broker;User:ANONYMOUS"));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void everyRoleWorksWithTheRightsThatArePrinted() throws Exception {
        for (String role : KafkaRole.commands()) grant(role, "footfall");
        grant("import-log", "hub2");

        assertEquals(0, run("topics", "topics"));
        assertEquals(0, run("topics", "topics"), "a second time, of topics that exist");
        try (ChildProcess ingest = started("ingest", "ingest")) {
            awaitAnswer(ingest, ingestPort, "/ready", "");
            assertEquals(202, post());
        }
        try (ChildProcess serve = started("serve", "serve")) {
            awaitAnswer(serve, queryPort, "/models/acme/rocket/stats", "{\"downloads\":1,");
            assertEquals(0, run("seal", "seal", "--before", "2025-01-01", "--dry-run"));
        }
        assertEquals(0, run("rejected", "rejected", "list"));
        String file = directory.resolve("footfall.log").toString();
        String client = exporter().toString();
        assertEquals(0, run("export-log", "export-log", file));
        assertEquals(0, run("import-log", "import-log", file, "--set", "topics.prefix=hub2"));
        grant("import-log", "hub3");
        assertEquals(0, run("import-log", "move", "--last", "--from-client", client, "--set", "topics.prefix=hub3"));
    }

    /** The settings of the user who may read the old log. */
    private Path exporter() throws IOException {
        List<String> lines = client("export-log").entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toList();
        return Files.write(directory.resolve("old.properties"), lines);
    }

    /** As an administrator who runs the printed lines. */
    private void grant(String role, String prefix) throws Exception {
        var out = new StringWriter();
        int exit = Main.commandLine(new NoBench())
                .setOut(new PrintWriter(out, true))
                .execute(
                        "topics",
                        "--acls",
                        role,
                        "--principal",
                        "User:" + role,
                        "--bootstrap-servers",
                        broker.bootstrapServers(),
                        "--set",
                        "topics.prefix=" + prefix);
        assertEquals(0, exit);
        List<AclBinding> rights =
                out.toString().lines().flatMap(PrintedRightsIT::bindings).toList();
        assertTrue(rights.size() > 3, out::toString);
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(client("broker")))) {
            admin.createAcls(rights).all().get();
        }
    }

    /** As Kafka's tool reads a line. */
    private static Stream<AclBinding> bindings(String line) {
        assertTrue(line.startsWith("kafka-acls.sh --bootstrap-server 127.0.0.1:"), line);
        String principal = "";
        var pattern = PatternType.LITERAL;
        Optional<String> name = Optional.empty();
        var type = ResourceType.CLUSTER;
        List<AclOperation> operations = new ArrayList<>();
        Matcher option = OPTION.matcher(line);
        while (option.find()) {
            String value = option.group(2);
            switch (option.group(1)) {
                case "allow-principal" -> principal = value;
                case "operation" -> operations.add(SecurityUtils.operation(value));
                case "resource-pattern-type" -> pattern = PatternType.PREFIXED;
                case "cluster" -> name = Optional.of("kafka-cluster");
                case "topic", "group", "transactional-id" -> {
                    type = ResourceType.fromString(option.group(1).replace('-', '_'));
                    name = Optional.of(value);
                }
                default -> assertTrue(List.of("bootstrap-server", "add").contains(option.group(1)), line);
            }
        }
        var resource = new ResourcePattern(type, name.orElseThrow(), pattern);
        String user = principal;
        return operations.stream()
                .map(operation -> new AclBinding(
                        resource, new AccessControlEntry(user, "*", operation, AclPermissionType.ALLOW)));
    }

    private Map<String, String> client(String user) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                LOGIN + "username=\"" + user + "\" password=\"of-" + user + "\";");
    }

    private int run(String user, String... command) throws InterruptedException {
        try (ChildProcess process = started(user, command)) {
            int exit = process.exitCode();
            if (exit != 0) assertEquals("", process.output());
            return exit;
        }
    }

    private ChildProcess started(String user, String... command) {
        Map<String, String> environment = new HashMap<>();
        client(user).forEach((key, value) -> {
            if (!key.equals("bootstrap.servers"))
                environment.put("KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value);
        });
        environment.put("FOOTFALL_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("FOOTFALL_INGEST_VISITOR_SECRET", "0123456789abcdef0123456789abcdef");
        environment.put("FOOTFALL_INGEST_VISITOR_KEY", "day");
        environment.put("FOOTFALL_INGEST_USERS", "ids");
        environment.put("FOOTFALL_INGEST_PORT", Integer.toString(ingestPort));
        environment.put("FOOTFALL_QUERY_PORT", Integer.toString(queryPort));
        environment.put("FOOTFALL_ROWS_TOPIC", "on");
        environment.put("FOOTFALL_DATA_DIR", directory.resolve("data-" + user).toString());
        return ChildProcess.start(
                directory.resolve(command[0] + ".output"), environment, ChildProcess.FOOTFALL, List.of(command));
    }

    private int post() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ingestPort + "/v1/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"1\",\"time\":\"2026-01-05T12:00:00Z\","
                        + "\"repo_type\":\"model\",\"repo\":\"acme/rocket\",\"method\":\"GET\",\"status\":200,"
                        + "\"ip\":\"192.0.2.7\",\"user\":\"alice\"}"))
                .build();
        return PatientHttp.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private void awaitAnswer(ChildProcess process, int port, String path, String expected) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            assertTrue(process.isAlive(), process::output);
            try {
                HttpResponse<String> answer = PatientHttp.send(request, HttpResponse.BodyHandlers.ofString());
                return answer.statusCode() == 200 && answer.body().contains(expected);
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Command(name = "bench")
    static final class NoBench {}
}
