package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.footfall.standalone.PatientHttp;
import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.settings.Settings;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A report of research data under the rules {@code counter}, from posted events, beside a naive count of them. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SushiReportIT {
    private static final List<String> AGENTS = List.of("Mozilla/5.0 (X11)", "curl/8.5.0", "Googlebot/2.1");
    private final LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(1);

    private record Click(String repo, int visitor, int file, Instant time) {
        String agent() {
            return AGENTS.get(visitor % AGENTS.size());
        }

        String json(int id) {
            return ("{\"id\":\"c%d\",\"time\":\"%s\",\"repo_type\":\"dataset\",\"repo\":\"%s\",\"path\":\"f%d\",\"method\":\"GET\","
                            + "\"status\":200,\"visitor\":\"%032x\",\"user_agent\":\"%s\"}")
                    .formatted(id, time, repo, file, visitor, agent());
        }
    }

    @TempDir
    private Path directory;

    @Test
    void isTheNaiveCountOfTheEvents() throws Exception {
        List<Click> clicks = clicks(new Random(7));
        Settings settings = Settings.read(
                null,
                Map.of(),
                Map.of(
                        "data.dir", directory.resolve("data").toString(),
                        "kafka.port", "0",
                        "query.port", "0",
                        "ingest.port", "0",
                        "topics.partitions", "2",
                        "rules.file", "counter"));
        try (var house = Standalone.start(settings, reason -> fail(reason))) {
            post(house, clicks);
            String endpoint = "http://127.0.0.1:" + house.query().port();
            Map<String, Integer> expected = naive(clicks);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertEquals(expected, counts(report(endpoint))));
        }
    }

    private List<Click> clicks(Random random) {
        List<Click> clicks = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            clicks.add(new Click(
                    random.nextBoolean() ? "10.5061/dryad.x" : "org/data",
                    random.nextInt(6),
                    random.nextInt(2),
                    day.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(3_000 + random.nextInt(7_200))));
        }
        return clicks;
    }

    private static void post(Standalone house, List<Click> clicks) throws Exception {
        var body = new StringBuilder();
        for (int i = 0; i < clicks.size(); i++)
            body.append(clicks.get(i).json(i)).append('\n');
        HttpResponse<String> answer = PatientHttp.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + house.ingest().port() + "/v1/events"))
                        .header("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(202, answer.statusCode(), answer.body());
    }

    /** By dataset, access method and metric: the last of clicks up to 30 s apart, visitors once an hour, no robots. */
    private static Map<String, Integer> naive(List<Click> clicks) {
        Map<List<Object>, Click> next = new HashMap<>();
        Set<List<Object>> sessions = new HashSet<>();
        Map<String, Integer> counts = new TreeMap<>();
        List<Click> latestFirst = new ArrayList<>(clicks);
        latestFirst.sort(Comparator.comparing(Click::time).reversed());
        for (Click click : latestFirst) {
            if (click.agent().startsWith("Googlebot")) continue;
            Click later = next.put(List.of(click.repo(), click.visitor(), click.file()), click);
            if (later != null && !later.time().isAfter(click.time().plusSeconds(30))) continue;
            String access = click.repo() + (click.agent().startsWith("curl") ? " machine " : " regular ");
            boolean isSession = sessions.add(
                    List.of(click.repo(), click.visitor(), click.time().getEpochSecond() / 3_600));
            for (String kind : new String[] {"investigations", "requests"}) {
                counts.merge(access + "total-dataset-" + kind, 1, Integer::sum);
                if (isSession) counts.merge(access + "unique-dataset-" + kind, 1, Integer::sum);
            }
        }
        return counts;
    }

    private JsonNode report(String endpoint) throws Exception {
        var out = new StringWriter();
        var err = new StringWriter();
        String[] command = {
            "stats",
            "export",
            "--all",
            "--format",
            "sushi-rd1",
            "--publisher",
            "Hub",
            "--from",
            "" + day,
            "--to",
            "" + day,
            "--endpoint",
            endpoint
        };
        int code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(command);
        assertEquals(0, code, err::toString);
        try (InputStream schema =
                Objects.requireNonNull(SushiReportIT.class.getResourceAsStream("sushi-rd1.schema.json"))) {
            assertEquals(
                    List.of(),
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8))
                            .validate(out.toString(), InputFormat.JSON));
        }
        return new ObjectMapper().readTree(out.toString());
    }

    private Map<String, Integer> counts(JsonNode report) {
        assertEquals("Hub", report.at("/report-header/created-by").asText());
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode dataset : report.path("report-datasets")) {
            String id = dataset.at("/dataset-id/0/value").asText();
            String type = dataset.at("/dataset-id/0/type").asText();
            assertEquals(id.startsWith("10.") ? "doi" : "proprietary", type);
            assertEquals(
                    "" + day, dataset.at("/performance/0/period/begin-date").asText());
            for (JsonNode instance : dataset.at("/performance/0/instance")) {
                String access = instance.path("access-method").asText();
                counts.put(
                        id.replace("dataset/", "") + " " + access + " "
                                + instance.path("metric-type").asText(),
                        instance.path("count").asInt());
            }
        }
        return counts;
    }
}
