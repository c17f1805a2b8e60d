package dev.footfall.operations.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counting.RandomLog;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.events.DownloadEvent;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.file.RuleFile;
import dev.footfall.standalone.PatientHttp;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicListing;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of a release whose states have another format, beside two that answer. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class OtherFormatIT {
    private static final int EVENTS = 6_000;
    private static final int PORTION = EVENTS / 6;
    private static final String ALL_DAYS = "/v1/daily?from=2025-12-01&to=2026-02-28";
    private static final CountingRules RULES = RuleFile.of("default").counting();
    private static final String OLD = RuleSet.FORMAT;
    private static final String NEW = "7";
    private static final String NEW_STATE = "format7";
    private static final String NOT_OPENED = "The state main has format " + OLD + ", and this release counts format "
            + NEW + ", in the state format7: only nodes of another release can open it";

    private final List<DownloadEvent> events = new RandomLog(17, RULES.gap()).events(EVENTS);
    private int published;

    @TempDir
    private Path directory;

    private TwoNodes nodes;

    @BeforeEach
    void start() {
        nodes = new TwoNodes(directory);
        publish();
        awaitCounted("main", 0, 1);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void areNotReadyAndCountTheirsWhileTheOthersAnswer() throws Exception {
        Map<String, String> changelogs = changelogs();
        nodes.add(NEW);
        publish();

        awaitCounted(NEW_STATE, 2);
        assertNotReady(2, NOT_OPENED);
        assertTrue(nodes.getOnce(2, ALL_DAYS).body().contains(NOT_OPENED));
        assertEquals(
                Map.of("main", NOT_OPENED, NEW_STATE, ""),
                states(2).stream()
                        .collect(Collectors.toMap(
                                state -> state.path("state").asText(),
                                state -> state.path("detail").asText())));
        awaitCounted("main", 0, 1);
        assertCounted(0, 1);
        assertEquals("main", states(0).get(0).path("state").asText());
        assertEquals(
                "The state format7 has format 7, and this release counts format " + OLD
                        + ", in the state main: only nodes of another release can open it",
                states(0).get(1).path("detail").asText());

        Path stores = nodes.stateDirectory(1).resolve("footfall-aggregator");
        nodes.restartIn(1, NEW); // an upgrade without a look at the changelog
        assertNotReady(1, NOT_OPENED);
        assertTrue(Files.exists(stores), stores::toString);
        assertCounted(0);
        nodes.restartIn(1, OLD);
        awaitCounted("main", 0, 1);
        assertCounted(0, 1);
        changelogs.forEach((name, id) -> assertEquals(id, changelogs().get(name), "it was not counted again"));
    }

    @Test
    @Tag("proof")
    void answerFromOneDecisionOnAndNoLongerFromTheNext() throws Exception {
        nodes.add(NEW);
        nodes.add(NEW);
        publish();
        awaitCounted(NEW_STATE, 2, 3);
        Map<String, String> changelogs = changelogs();
        assertEquals(503, decide(1, NEW_STATE, "promote").statusCode(), "it has nothing of that state");

        try (var asking = new AskingClient(nodes, ALL_DAYS)) {
            decideAtOnce(2, NEW_STATE, "promote");
            publish();
            awaitCounted(NEW_STATE, 2, 3);
            assertCounted(2, 3);
            awaitNotReady(0, 1);
            asking.awaitMore(20);

            decideAtOnce(0, NEW_STATE, "demote"); // the way back: a switch
            publish();
            awaitCounted("main", 0, 1);
            assertCounted(0, 1);
            awaitNotReady(2, 3);
            asking.awaitMore(20);

            decideAtOnce(3, NEW_STATE, "promote");
            awaitNotReady(0, 1);
            asking.awaitMore(20);
            assertEquals(1, asking.rules().size(), asking::toString);
            System.out.println("a release with another format, there, back and there: " + asking);
            assertEquals(0, asking.failures(), asking::toString);
        }

        assertEquals(changelogs, changelogs(), "neither was counted again");
        nodes.stop(0);
        nodes.stop(1);
        assertEquals(204, nodes.decide(2, "/v1/whatif/main/drop", "{}").statusCode());
        Awaitility.await().atMost(PatientHttp.PATIENCE).until(() -> changelogs().size() == changelogs.size() / 2);
        nodes.restart(2);
        publish();
        awaitCounted(NEW_STATE, 2, 3);
        assertCounted(2, 3);
        assertEquals(1, states(2).size());
    }

    @Test
    @Tag("proof")
    void answerFromTheStateThatTheyHaveRebuilt() throws Exception {
        nodes.add(NEW); // by which the format of the main state is noted
        for (int node = 0; node < 3; node++) nodes.stop(node);

        try (var rebuild = nodes.rebuild(0, "8")) {
            Awaitility.await()
                    .atMost(PatientHttp.PATIENCE)
                    .until(() -> rebuild.aggregator().progress().complete());
        }
        nodes.add("8");
        publish();

        awaitCounted("main", 3);
        assertCounted(3);
        assertEquals(List.of("main", NEW_STATE), names(3));
    }

    private List<String> names(int node) {
        return states(node).stream().map(state -> state.path("state").asText()).toList();
    }

    private void publish() {
        nodes.publish(events.subList(published, published + PORTION));
        published += PORTION;
    }

    private HttpResponse<String> decide(int node, String state, String what) throws Exception {
        return nodes.decideOnce(node, "/v1/whatif/" + state + "/" + what, "{\"reason\":\"a new release\"}");
    }

    private void decideAtOnce(int node, String state, String what) throws Exception {
        HttpResponse<String> answer = decide(node, state, what);
        assertEquals(200, answer.statusCode(), answer::body);
        JsonNode correction = TwoNodes.parsed(answer.body());
        assertEquals(0, correction.path("changed_days").asInt(), answer::body);
        assertEquals(correction.at("/before/downloads"), correction.at("/after/downloads"), answer::body);
        assertTrue(correction.at("/after/downloads").asLong() > 0, answer::body);
    }

    private List<JsonNode> states(int node) {
        var states = new ArrayList<JsonNode>();
        nodes.json(node, "/v1/whatif").path("states").forEach(states::add);
        return states;
    }

    private void awaitCounted(String state, int... on) {
        for (int node : on) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertEquals(
                            List.of((long) published),
                            states(node).stream()
                                    .filter(counted ->
                                            counted.path("state").asText().equals(state))
                                    .map(counted -> counted.path("counted").asLong())
                                    .toList()));
        }
    }

    private void assertNotReady(int node, String why) throws Exception {
        HttpResponse<String> ready = nodes.getOnce(node, "/ready");
        assertEquals(503, ready.statusCode(), ready::body);
        assertEquals(
                "Try again: " + why,
                TwoNodes.parsed(ready.body()).path("detail").asText());
    }

    private void awaitNotReady(int... on) {
        for (int node : on) {
            Awaitility.await()
                    .atMost(PatientHttp.PATIENCE)
                    .until(() -> nodes.getOnce(node, "/ready").statusCode() == 503);
        }
    }

    private void assertCounted(int... on) {
        Map<String, String> expected =
                ExpectedRows.of(events.subList(0, published), RULES).daily();
        for (int node : on) {
            Awaitility.await()
                    .atMost(PatientHttp.PATIENCE)
                    .untilAsserted(() -> assertEquals(expected, DailyCsv.byDay(nodes.get(node, ALL_DAYS))));
        }
    }

    /** The ids of the changelogs there are, by their names: one that is counted again has another. */
    private Map<String, String> changelogs() {
        try (Admin admin = Admin.create(nodes.kafka())) {
            return admin.listTopics().listings().get().stream()
                    .filter(topic -> topic.name().endsWith("-changelog"))
                    .collect(Collectors.toMap(
                            TopicListing::name, topic -> topic.topicId().toString()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
