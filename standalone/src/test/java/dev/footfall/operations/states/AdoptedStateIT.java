package dev.footfall.operations.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.aggregator.counting.RandomLog;
import dev.footfall.events.DownloadEvent;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.CountingRules.Redirects;
import dev.footfall.rules.file.RuleFile;
import dev.footfall.standalone.PatientHttp;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** Two nodes that get a promoted state's rules as their own, one after another, while a client asks both. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class AdoptedStateIT {
    private static final int EVENTS = 6_000;
    private static final int PORTION = EVENTS / 6;
    private static final String ALL_DAYS = "/v1/daily?from=2025-12-01&to=2026-02-28";
    private static final String NEW_RULES = "name: hub\nsession: {gap: PT10M}\nredirects: count\n";
    private static final CountingRules RULES = RuleFile.of("default").counting();
    private static final CountingRules OTHERS =
            RULES.withGap(Duration.ofMinutes(10)).withRedirects(Redirects.COUNT);
    private static final Optional<Path> DEFAULT = Optional.empty();

    private final List<DownloadEvent> events = new RandomLog(11, RULES.gap()).events(EVENTS);
    private int published;

    @TempDir
    private Path directory;

    private Optional<Path> newRules = Optional.empty();
    private TwoNodes nodes;

    @BeforeEach
    void start() throws IOException {
        newRules = Optional.of(Files.writeString(directory.resolve("hub.yaml"), NEW_RULES));
        nodes = new TwoNodes(directory);
        publish();
        String body =
                new ObjectMapper().createObjectNode().put("rules", NEW_RULES).toString();
        assertEquals(200, nodes.decide(0, "/v1/whatif/hub/count", body).statusCode());
        publish();
        awaitCounted("hub", "main");
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void findItWhereItWasCountedAndCountTheOldOneBesideIt() throws Exception {
        decide("hub", "promote");
        Map<String, String> changelogs = changelogs();

        try (var asking = new AskingClient(nodes, ALL_DAYS)) {
            for (int node = 0; node < 2; node++) {
                publish();
                nodes.restart(node, newRules);
                awaitCounted("hub", "main");
            }
            asking.awaitMore(20);
            assertEquals(Set.of(rules(nodes.get(0, ALL_DAYS))), asking.rules());
            System.out.println("new rules on two nodes: " + asking);
        }

        assertEquals(changelogs, changelogs(), "neither was counted again");
        assertCounted("hub", OTHERS);
        assertComparedTo("main", RULES);

        decide("hub", "demote"); // the way back: a switch
        publish();
        awaitCounted("hub", "main");
        assertCounted("main", RULES);
        nodes.restart(0, DEFAULT);
        nodes.restart(1, newRules); // a start by the rules of a state that does not answer
        awaitCounted("hub", "main");
        assertCounted("main", RULES);
        assertEquals(changelogs, changelogs(), "neither was counted again");
    }

    @Test
    @Tag("proof")
    void forgetTheOldOneOnDemandAndCountItAnewByItsRules() throws Exception {
        decide("hub", "promote");
        assertEquals(409, drop(0, "main").statusCode(), "the rules of this node are its own");
        nodes.restart(0, newRules);
        assertEquals(204, drop(0, "main").statusCode());
        nodes.restart(1, newRules); // was counting it until now
        awaitCounted("hub");
        publish();
        awaitCounted("hub");
        assertCounted("hub", OTHERS);
        assertEquals(409, drop(1, "hub").statusCode());
        Path stores = nodes.stateDirectory(0).resolve("footfall-aggregator");
        Awaitility.await()
                .atMost(PatientHttp.PATIENCE)
                .untilAsserted(() -> assertFalse(Files.exists(stores), stores::toString));

        nodes.restart(1, DEFAULT); // the other one answers meanwhile
        awaitCountedOn(1, "hub", "main");
        assertCounted("hub", OTHERS);
    }

    private void publish() {
        nodes.publish(events.subList(published, published + PORTION));
        published += PORTION;
    }

    private void decide(String state, String what) {
        HttpResponse<String> answer = nodes.decide(1, "/v1/whatif/" + state + "/" + what, "{\"reason\":\"why not\"}");
        assertEquals(200, answer.statusCode(), answer::body);
    }

    private HttpResponse<String> drop(int node, String state) {
        return nodes.decide(node, "/v1/whatif/" + state + "/drop", "{}");
    }

    private void awaitCounted(String... states) {
        for (int node = 0; node < 2; node++) awaitCountedOn(node, states);
    }

    private void awaitCountedOn(int node, String... states) {
        Awaitility.await().atMost(Duration.ofMinutes(5)).ignoreExceptions().untilAsserted(() -> {
            Map<String, Long> counted = new HashMap<>();
            for (JsonNode state : nodes.json(node, "/v1/whatif").path("states"))
                counted.put(state.path("state").asText(), state.path("counted").asLong());
            Map<String, Long> all = new HashMap<>();
            for (String state : states) all.put(state, (long) published);
            assertEquals(all, counted);
            assertEquals(200, nodes.get(node, "/ready/standbys").statusCode());
        });
    }

    private void assertCounted(String state, CountingRules by) {
        Map<String, String> expected =
                ExpectedRows.of(events.subList(0, published), by).daily();
        for (int node = 0; node < 2; node++) {
            int asked = node;
            Awaitility.await()
                    .atMost(PatientHttp.PATIENCE)
                    .untilAsserted(() -> assertEquals(expected, DailyCsv.byDay(nodes.get(asked, ALL_DAYS))));
            assertEquals(
                    state, nodes.json(node, "/v1/whatif").at("/states/0/state").asText());
        }
    }

    private void assertComparedTo(String state, CountingRules by) {
        JsonNode diff = nodes.json(0, "/v1/whatif/" + state + "/diff");
        ExpectedRows expected = ExpectedRows.of(events.subList(0, published), by);
        assertEquals(expected.sums(), ExpectedRows.sums(diff.path("after")));
    }

    private static String rules(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Footfall-Rules").orElse("");
    }

    /** The ids of the changelogs there are, by their names: one that is counted again has another. */
    private Map<String, String> changelogs() throws Exception {
        try (Admin admin = Admin.create(nodes.kafka())) {
            return admin.listTopics().listings().get().stream()
                    .filter(topic -> topic.name().endsWith("-changelog"))
                    .collect(Collectors.toMap(
                            TopicListing::name, topic -> topic.topicId().toString()));
        }
    }
}
