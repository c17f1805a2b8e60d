package dev.footfall.operations.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counting.RandomLog;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.Observation;
import dev.footfall.events.TopicSpec;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.CountingRules.Redirects;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.file.RuleFile;
import dev.footfall.standalone.PatientHttp;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log that is counted by other rules on two nodes: compared, promoted, published, taken back and forgotten. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WhatIfIT {
    private static final int EVENTS = 6_000;
    private static final String ALL_DAYS = "/v1/daily?from=2025-12-01&to=2026-02-28";
    private static final String OTHER_RULES = "{\"set\":{\"session.gap\":\"PT10M\",\"counting.redirects\":\"count\"}}";
    private static final CountingRules RULES = RuleFile.of("default").counting();
    private static final CountingRules OTHERS =
            RULES.withGap(Duration.ofMinutes(10)).withRedirects(Redirects.COUNT);

    private final List<DownloadEvent> events = new RandomLog(7, RULES.gap()).events(EVENTS);
    private final ExpectedRows before = ExpectedRows.of(events, RULES);
    private final ExpectedRows after = ExpectedRows.of(events, OTHERS);

    @TempDir
    private Path directory;

    private TwoNodes nodes;

    @BeforeEach
    void start() {
        nodes = new TwoNodes(directory);
        nodes.publishMisplaced(events.get(0));
        nodes.publish(events.subList(0, EVENTS / 2));
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void comparesPromotesPublishesAndForgets() throws Exception {
        assertEquals(200, decide(0, "count", OTHER_RULES).statusCode());
        nodes.publish(events.subList(EVENTS / 2, EVENTS));
        awaitCounted(1, 2);

        JsonNode diff = nodes.json(1, "/v1/whatif/gap10/diff");
        assertEquals(before.changedIn(after), ExpectedRows.ofDiff(diff.path("rows")));
        assertEquals(before.sums(), ExpectedRows.sums(diff.path("before")));
        assertEquals(after.sums(), ExpectedRows.sums(diff.path("after")));

        assertEquals(moves(), moves(nodes.json(0, "/v1/whatif/gap10/agents").path("moves")));

        Set<String> answered = answersWhile(() -> {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        200,
                        decide(1, "promote", "{\"reason\":\"pauses are short\"}")
                                .statusCode());
                assertEquals(
                        200,
                        decide(0, "demote", "{\"reason\":\"it was a trial\"}").statusCode());
            }
            HttpResponse<String> promoted = decide(0, "promote", "{\"reason\":\"pauses are short\"}");
            assertEquals(200, promoted.statusCode(), promoted::body);
        });
        assertEquals(2, answered.size(), answered::toString);

        Awaitility.await()
                .atMost(PatientHttp.PATIENCE)
                .untilAsserted(() -> assertEquals(corrections(0), corrections(1)));
        JsonNode newest = corrections(1).get(0);
        assertEquals(7, newest.path("number").asInt());
        assertEquals(after.sums(), ExpectedRows.sums(newest.path("after")));
        assertEquals(before.changedIn(after), published(7));
        assertEquals(after.changedIn(before), published(6));
        assertEquals(409, decide(0, "drop", "{}").statusCode());

        assertMeters("gap10", 1);
        nodes.restart(0);
        awaitCounted(0, 2);
        assertEquals(after.daily(), DailyCsv.byDay(nodes.get(0, ALL_DAYS)));
        assertEquals(corrections(1), corrections(0));

        assertEquals(200, decide(0, "demote", "{\"reason\":\"enough\"}").statusCode());
        nodes.without(0, () -> assertEquals(204, decide(1, "drop", "{}").statusCode()));
        assertForgotten();
        awaitCounted(0, 1);
        assertEquals(before.daily(), DailyCsv.byDay(nodes.get(0, ALL_DAYS)));
    }

    /** The numbers of events by their verdicts under both rule sets, one event at a time. */
    private Map<String, Long> moves() {
        return events.stream()
                .collect(Collectors.groupingBy(
                        event -> verdict(RULES, event) + " " + verdict(OTHERS, event), Collectors.counting()));
    }

    private static String verdict(CountingRules rules, DownloadEvent event) {
        var observation = Observation.of(event);
        ClientClass type = rules.classOf(observation);
        String counted = type == ClientClass.UNKNOWN ? "counted" : "counted:" + type.label();
        return rules.exclude(observation).map(ExclusionReason::label).orElse(counted);
    }

    private static Map<String, Long> moves(JsonNode rows) {
        Map<String, Long> moves = new HashMap<>();
        for (JsonNode row : rows) {
            moves.put(
                    row.path("before").asText() + " " + row.path("after").asText(),
                    row.path("events").asLong());
        }
        return moves;
    }

    private HttpResponse<String> decide(int node, String what, String body) {
        return nodes.decide(node, "/v1/whatif/gap10/" + what, body);
    }

    private void awaitCounted(int node, int states) {
        Awaitility.await().atMost(Duration.ofMinutes(5)).ignoreExceptions().untilAsserted(() -> {
            JsonNode all = nodes.json(node, "/v1/whatif").path("states");
            assertEquals(states, all.size());
            for (JsonNode state : all)
                assertEquals(EVENTS + 1, state.path("counted").asInt(), state::toString);
        });
    }

    private JsonNode corrections(int node) {
        return nodes.json(node, "/v1/corrections").path("corrections");
    }

    /**
     * The rules of all answers while something is decided, on both nodes at once. Each answer is as a whole what its own rules
     * make of the log.
     */
    private Set<String> answersWhile(Runnable decisions) throws Exception {
        Map<String, Map<String, String>> expected = new HashMap<>();
        for (JsonNode state : nodes.json(0, "/v1/whatif").path("states")) {
            boolean isMain = state.path("state").asText().equals("main");
            expected.put(state.path("rules").asText(), (isMain ? before : after).daily());
        }
        Set<String> rules = new HashSet<>();
        CompletableFuture<Void> deciding = CompletableFuture.runAsync(decisions);
        for (int round = 0; !deciding.isDone() || round < 10; round++) {
            HttpResponse<String> answer = nodes.getOnce(round % 2, ALL_DAYS);
            assertEquals(200, answer.statusCode(), answer::body);
            String by = answer.headers().firstValue("X-Footfall-Rules").orElse("");
            assertEquals(expected.get(by), DailyCsv.byDay(answer), by);
            rules.add(by);
        }
        deciding.join();
        return rules;
    }

    /** The days of a correction in the topic. */
    private Map<String, String> published(int number) {
        var place = new TopicPartition(TopicSpec.CORRECTIONS.topic(), 0);
        Map<String, Object> settings = new HashMap<>(nodes.kafka());
        settings.put("isolation.level", "read_committed");
        var rows = new ArrayList<JsonNode>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
            while (consumer.position(place) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    JsonNode row = TwoNodes.parsed(record.value());
                    if (row.path("number").asInt() == number) rows.add(row);
                });
            }
        }
        Map<String, String> published = new TreeMap<>();
        rows.forEach(row -> published.putAll(ExpectedRows.ofDiff(TwoNodes.parsed("[" + row + "]"))));
        return published;
    }

    private void assertMeters(String state, int answers) {
        List<String> meters = nodes.get(1, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("footfall_state_"))
                .toList();
        assertTrue(
                meters.contains("footfall_state_answers{state=\"" + state + "\"} " + answers + ".0"), meters::toString);
    }

    private void assertForgotten() {
        try (Admin admin = Admin.create(nodes.kafka())) {
            Awaitility.await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
                Set<String> names = new HashSet<>(admin.listTopics().names().get());
                admin.listGroups().all().get().forEach(group -> names.add(group.groupId()));
                assertEquals(
                        Set.of(),
                        names.stream().filter(name -> name.contains("gap10")).collect(Collectors.toSet()));
            });
        }
        for (int node = 0; node < 2; node++) {
            Path left = nodes.stateDirectory(node).resolve("gap10");
            Awaitility.await()
                    .atMost(PatientHttp.PATIENCE)
                    .untilAsserted(() -> assertFalse(Files.exists(left), left::toString));
        }
        assertTrue(nodes.get(0, "/v1/whatif/gap10/diff").statusCode() == 404);
    }
}
