package dev.footfall.proofs.producers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.proofs.cluster.RunProcess;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each program is one of Debian's; the test is skipped where it is missing. */
@Tag("proof")
class RealProducersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> programs = new ArrayList<>();
    private RunProcess footfall;

    @BeforeEach
    void start() {
        var base = Settings.read(null, Map.of(), Map.of("topics.partitions", "1"));
        footfall =
                new RunProcess(directory, base, Optional.empty(), Map.of(Setting.INGEST_LINES_TOPIC, "access-lines"));
        footfall.start();
        Awaitility.await().atMost(PATIENCE).until(() -> status(footfall.query().port(), "/ready") == 200);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process program : programs) {
            program.destroy();
            if (!program.waitFor(5, TimeUnit.SECONDS)) program.destroyForcibly();
        }
        footfall.close();
    }

    @Test
    void countsAPullFromARegistryOnce() throws Exception {
        needs("docker-registry", "skopeo");
        int port = freePort();
        Path config = Files.writeString(directory.resolve("registry.yml"), """
                version: 0.1
                log: {accesslog: {disabled: true}, level: error}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "127.0.0.1:%d"}
                notifications:
                  endpoints:
                    - {name: footfall, url: "http://127.0.0.1:%d/v1/inbound/distribution", timeout: 5s, threshold: 3, backoff: 1s}
                """.formatted(
                        directory.resolve("registry"), port, footfall.ingest().port()));
        run("docker-registry", "serve", config.toString());
        Awaitility.await().atMost(PATIENCE).until(() -> status(port, "/v2/") == 200);
        String image = "docker://127.0.0.1:" + port + "/acme/rocket:1.0";
        ended("skopeo", "copy", "--insecure-policy", "--dest-tls-verify=false", "oci:" + oci() + ":1.0", image);

        ended("skopeo", "copy", "--insecure-policy", "--src-tls-verify=false", image, "dir:" + directory.resolve("a"));

        JsonNode day = counted("acme/rocket", 1);
        assertEquals(3, day.path("files").asInt(), day::toString);
    }

    @Test
    void countsEachLineThatRsyslogWritesIntoTheTopic() throws Exception {
        needs("rsyslogd");
        assumeTrue(
                Stream.of("/usr/lib/x86_64-linux-gnu/rsyslog/omkafka.so", "/usr/lib/rsyslog/omkafka.so")
                        .anyMatch(module -> Files.exists(Path.of(module))),
                "rsyslog-kafka is not installed");
        Path log = Files.createFile(directory.resolve("access.log"));
        Path config = Files.writeString(directory.resolve("rsyslog.conf"), """
                global(workDirectory="%s")
                module(load="imfile" mode="polling" pollingInterval="1")
                module(load="omkafka")
                template(name="line" type="string" string="%%msg%%")
                input(type="imfile" file="%s" tag="web" ruleset="kafka")
                ruleset(name="kafka") {
                  action(type="omkafka" broker=["%s"] topic="access-lines" template="line" resubmitOnFailure="on")
                }
                """.formatted(
                        directory, log, footfall.clients().text(Setting.KAFKA_BOOTSTRAP_SERVERS)));
        run(
                "rsyslogd",
                "-n",
                "-f",
                config.toString(),
                "-i",
                directory.resolve("rsyslog.pid").toString());

        for (int client = 0; client < 500; client++) {
            String line =
                    "192.0.2.%d - - [%s] \"GET /acme/rocket/resolve/main/config.json HTTP/1.1\" 200 12 \"-\" \"git/2\"\n"
                            .formatted(client % 250, today("dd/MMM/yyyy") + ":00:00:01 +0000");
            Files.writeString(log, line, StandardOpenOption.APPEND);
        }

        JsonNode day = counted("acme/rocket", 250);
        assertEquals(500, day.path("files").asInt(), day::toString);
    }

    @Test
    void countsAnInstallationThatComposerReports() throws Exception {
        needs("composer", "unzip");
        Path zip = directory.resolve("rocket.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("rocket/composer.json"));
            out.write("{\"name\":\"acme/rocket\"}".getBytes(StandardCharsets.UTF_8));
        }
        Path repository = Files.createDirectory(directory.resolve("repository"));
        Files.writeString(repository.resolve("packages.json"), """
                {"notify-batch": "http://127.0.0.1:%d/v1/inbound/composer",
                 "packages": {"acme/rocket": {"1.2.0": {"name": "acme/rocket", "version": "1.2.0",
                  "dist": {"type": "zip", "url": "file://%s"}}}}}
                """.formatted(
                        footfall.ingest().port(), zip));
        Path project = Files.createDirectory(directory.resolve("project"));
        Files.writeString(project.resolve("composer.json"), """
                {"repositories": [{"packagist.org": false}, {"type": "composer", "url": "file://%s"}],
                 "config": {"secure-http": false}, "require": {"acme/rocket": "*"}}
                """.formatted(repository));

        ended("composer", "install", "--no-interaction", "--no-cache", "--working-dir=" + project);

        JsonNode day = counted("acme/rocket", 1);
        assertEquals(1, day.path("files").asInt(), day::toString);
    }

    @Test
    void countsWhatNginxAndCaddyLogBothByPush() throws Exception {
        needs("nginx", "caddy");
        Path root = Files.createDirectories(directory.resolve("www/acme/rocket/resolve/main"));
        Files.writeString(root.resolve("config.json"), "{}");
        int nginx = freePort();
        Path nginxLog = directory.resolve("nginx.log");
        Path nginxConfig =
                Files.writeString(directory.resolve("nginx.conf"), """
                daemon off; pid %1$s/nginx.pid; error_log stderr; user root;
                events {}
                http { access_log %2$s combined; client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
                  uwsgi_temp_path %1$s; scgi_temp_path %1$s; server { listen 127.0.0.1:%3$d; root %1$s/www; } }
                """.formatted(directory, nginxLog, nginx));
        run("nginx", "-c", nginxConfig.toString());
        int caddy = freePort();
        Path caddyLog = directory.resolve("caddy.log");
        Path caddyConfig = Files.writeString(directory.resolve("Caddyfile"), """
                {
                  admin off
                  auto_https off
                }
                http://127.0.0.1:%d {
                  root * %s/www
                  file_server
                  log {
                    output file %s
                  }
                }
                """.formatted(caddy, directory, caddyLog));
        run("caddy", "run", "--config", caddyConfig.toString(), "--adapter", "caddyfile");
        for (int port : List.of(nginx, caddy)) {
            Awaitility.await().atMost(PATIENCE).until(() -> status(port, "/none") == 404);
            for (int i = 0; i < 5; i++) assertEquals(200, status(port, "/acme/rocket/resolve/main/config.json"));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> lines(nginxLog) >= 6 && lines(caddyLog) >= 6);

        assertEquals(5, pushed(nginxLog, "combined").path("accepted").asInt());
        assertEquals(5, pushed(caddyLog, "caddy").path("accepted").asInt());

        JsonNode day = counted("acme/rocket", 1);
        assertEquals(10, day.path("files").asInt(), day::toString);
    }

    private static long lines(Path log) throws IOException {
        return Files.exists(log) ? Files.readString(log).lines().count() : 0;
    }

    private JsonNode pushed(Path log, String format) throws IOException, InterruptedException {
        URI uri = URI.create(
                "http://127.0.0.1:" + footfall.ingest().port() + "/v1/logs?format=" + format + "&source=" + format);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofFile(log))
                .build();
        return JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** The day of a model in which it has this many downloads, and no more a moment later. */
    private JsonNode counted(String model, int downloads) throws InterruptedException {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> day(model).path("downloads").asInt() >= downloads);
        Thread.sleep(3_000);
        JsonNode day = day(model);
        assertEquals(downloads, day.path("downloads").asInt(), day::toString);
        return day;
    }

    private JsonNode day(String model) {
        try {
            String path = "/models/" + model + "/stats/recent?days=2";
            JsonNode days =
                    JSON.readTree(get(footfall.query().port(), path).body()).path("stats");
            return days.path(1).path("downloads").asInt() > 0 ? days.path(1) : days.path(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An image of one small layer, in OCI's layout. */
    private Path oci() throws Exception {
        Path blobs = Files.createDirectories(directory.resolve("oci/blobs/sha256"));
        byte[] layer = HexFormat.of().parseHex("00".repeat(1_024));
        String config =
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:"
                        + sha256(layer) + "\"]}}";
        String manifest =
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":"
                        + blob(
                                blobs,
                                "application/vnd.oci.image.config.v1+json",
                                config.getBytes(StandardCharsets.UTF_8))
                        + ",\"layers\":[" + blob(blobs, "application/vnd.oci.image.layer.v1.tar", layer) + "]}";
        String described =
                blob(blobs, "application/vnd.oci.image.manifest.v1+json", manifest.getBytes(StandardCharsets.UTF_8));
        String named =
                described.replaceFirst("}$", ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"1.0\"}}");
        Path layout = directory.resolve("oci");
        Files.writeString(layout.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":[" + named + "]}");
        Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        return layout;
    }

    private static String blob(Path blobs, String type, byte[] content) throws Exception {
        Files.write(blobs.resolve(sha256(content)), content);
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"sha256:" + sha256(content) + "\",\"size\":"
                + content.length + "}";
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private static String today(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(LocalDate.now(ZoneOffset.UTC));
    }

    private HttpResponse<String> get(int port, String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private int status(int port, String path) {
        try {
            return get(port, path).statusCode();
        } catch (UncheckedIOException e) {
            return 0; // it does not listen yet
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void needs(String... names) {
        for (String name : names) {
            boolean isThere = Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin")
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
            assumeTrue(isThere, name + " is not installed");
        }
    }

    private void run(String... command) throws IOException {
        programs.add(process(command));
    }

    private Process process(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
        process.environment().put("HOME", directory.toString());
        process.environment().put("COMPOSER_ALLOW_SUPERUSER", "1");
        return process.redirectOutput(directory
                        .resolve(Path.of(command[0]).getFileName() + ".out")
                        .toFile())
                .start();
    }

    private void ended(String... command) throws IOException, InterruptedException {
        Process process = process(command);
        boolean hasEnded = process.waitFor(120, TimeUnit.SECONDS);
        String output = Files.readString(directory.resolve(command[0] + ".out"));
        assertEquals(0, hasEnded ? process.exitValue() : -1, () -> String.join(" ", command) + "\n" + output);
    }
}
