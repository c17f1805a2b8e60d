package dev.footfall.logs.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.ingest.http.TestIngest;
import dev.footfall.logs.inbound.JqProgram;
import dev.footfall.logs.inbound.Producer;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever JSON comes, of the names that a program looks for: it is taken, or refused as a bad envelope. */
@Tag("slow")
class InboundRoutePropertyTest {
    private static final int BODIES = 400;
    private static final int MOST_LEVELS = 6;
    private static final String ADDRESS = "192.0.2.7";
    private static final Set<Integer> STATUSES = Set.of(200, 201, 204, 400);
    private static final Pattern NAME = Pattern.compile("(?<![\\w\"])\\.([A-Za-z_]\\w*)|\\[?\"([\\w.-]+)\"");

    private static final List<String> TEXTS = List.of(
            "",
            "GET",
            "pull",
            "PULL_ARTIFACT",
            "harbor.artifact.pulled",
            "org.footfall.download.v1",
            "s3:ObjectAccessed:Get",
            "GetObject",
            "storage.objects.get",
            "DATA_MESSAGE",
            "combined",
            "ndjson",
            "2026-11-20T04:59:54Z",
            "1795150794123000000",
            "/models/org/m/f.bin",
            "/org/m/resolve/main/f.bin",
            "org/image",
            "projects/_/buckets/models/objects/org/m/x",
            ADDRESS,
            ADDRESS + ":80",
            "curl/8.5.0",
            "eyJhIjoxfQ==",
            "H4sIAAAAAAAA",
            "\ud800",
            "a\u0000b",
            "x".repeat(2_000),
            ADDRESS + " - - [20/Nov/2026:04:59:54 +0000] \"GET /org/m/resolve/main/f.bin HTTP/1.1\" 200 1 \"-\" \"x\"");

    private final TestIngest ingest = TestLogs.ingest();

    @AfterEach
    void close() {
        ingest.close();
    }

    @ParameterizedTest
    @EnumSource(Producer.class)
    void takesOrRefusesAnyJson(Producer producer) throws Exception {
        List<String> names = names(producer);
        for (int seed = 0; seed < BODIES; seed++) {
            var random = new Random(seed);
            JsonNode body = object(names, random, 0);
            String query = random.nextBoolean() ? "?format=combined" : "";
            HttpRequest.Builder request = HttpRequest.newBuilder(ingest.uri("/v1/inbound/" + producer.label() + query))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body.toString()));

            HttpResponse<String> answer = ingest.send(request);

            String about = "seed " + seed + ": " + answer.statusCode() + " " + answer.body() + " to " + body;
            assertTrue(STATUSES.contains(answer.statusCode()), about);
        }
        for (DownloadEvent event : ingest.publisher.events()) {
            String json = new String(EventCodec.encode(event), StandardCharsets.UTF_8);
            assertFalse(json.contains(ADDRESS), json);
        }
    }

    /** The names of fields that the program of a producer reads. */
    private static List<String> names(Producer producer) throws Exception {
        var text = new StringBuilder();
        for (String name : List.of("prelude", producer.label())) {
            try (InputStream input = JqProgram.class.getResourceAsStream(name + ".jq")) {
                text.append(new String(input.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        Stream<MatchResult> found = NAME.matcher(text).results();
        return found.map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .distinct()
                .toList();
    }

    private static ObjectNode object(List<String> names, Random random, int level) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        int most = level == 0 ? names.size() : 12;
        for (int i = 0; i < most; i++) {
            object.set(names.get(random.nextInt(names.size())), value(names, random, level + 1));
        }
        return object;
    }

    private static JsonNode value(List<String> names, Random random, int level) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (random.nextInt(level < MOST_LEVELS ? 12 : 6)) {
            case 0 -> json.nullNode();
            case 1 -> json.booleanNode(random.nextBoolean());
            case 2 -> json.numberNode(random.nextBoolean() ? 200 : random.nextInt());
            case 3 -> json.numberNode(random.nextDouble() * 1e18);
            case 4, 5 -> json.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
            case 6, 7, 8 -> {
                ArrayNode array = json.arrayNode();
                for (int i = random.nextInt(3); i > 0; i--) array.add(value(names, random, level + 1));
                yield array;
            }
            default -> object(names, random, level + 1);
        };
    }
}
