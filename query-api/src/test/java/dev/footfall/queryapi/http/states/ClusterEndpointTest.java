package dev.footfall.queryapi.http.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.CallerRules;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import dev.footfall.queryapi.route.GivenReport;
import dev.footfall.queryapi.route.Nodes;
import dev.footfall.queryapi.route.StateReader;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ClusterEndpointTest {
    private static final String ADMIN = Tokens.bearer("root", Set.of(), true);

    private final Nodes nodes = Nodes.inProcess(3, () -> new InMemoryState(Nodes.PARTITIONS).current(Served.NOW, 0));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void tellsTheSameWhicheverNodeIsAsked(int asked) {
        fill();

        JsonNode cluster = cluster(nodes.reader(asked));

        assertEquals(3, cluster.path("nodes").size());
        JsonNode second = cluster.path("nodes").get(1);
        assertEquals("0.1.1", second.path("release").asText());
        assertEquals("node-2:28080", second.path("api").asText());
        assertEquals("[1]", second.path("active").toString());
        assertEquals("[0]", second.path("standby").toString());
        assertEquals(7, second.path("lag").asLong());
        assertEquals(536_870_912, second.path("heap_max").asLong());
        assertEquals(21_474_836_480L, second.path("disk_free").asLong());
        assertTrue(second.path("ready").asBoolean());
        assertEquals("", second.path("detail").asText());
    }

    @Test
    void tellsOfEachPartitionWhoHasItAndHowFarItIs() {
        fill();

        JsonNode partitions = cluster(nodes.reader(0)).path("partitions");

        assertEquals(Nodes.PARTITIONS, partitions.size());
        JsonNode first = partitions.get(0);
        assertEquals("Counting", first.path("phase").asText());
        assertEquals("kafka-1:9092", first.path("leader").asText());
        assertEquals("2 of 3", first.path("in_sync") + " of " + first.path("replicas"));
        assertEquals(75 * 4_711, first.path("log_bytes").asLong());
        assertEquals(12, first.path("standby_lag").asLong());
        assertEquals(1, first.path("standbys").size());
        JsonNode again = partitions.get(2);
        assertEquals("Recounting", again.path("phase").asText());
        assertEquals("partition 2 is counted again", again.path("detail").asText());
        assertTrue(again.path("lag").isNull());
        assertTrue(again.path("leader").isNull(), "the brokers told nothing of it");
    }

    @Test
    void saysOfANodeThatDoesNotAnswerThatItToldNothing() {
        fill();
        nodes.kill(1);

        JsonNode cluster = cluster(nodes.reader(0));

        JsonNode away = cluster.path("nodes").get(1);
        assertEquals("the process has gone", away.path("detail").asText());
        assertEquals("false", away.path("reachable").toString());
        for (String field : Set.of("release", "peers", "api", "since", "lag", "heap_used", "disk_free"))
            assertTrue(away.path(field).isNull(), field);
        JsonNode its = cluster.path("partitions").get(1);
        assertEquals(away.path("node").asText(), its.path("node").asText());
        assertTrue(its.path("phase").isNull());
        assertEquals("the process has gone", its.path("detail").asText());
        assertEquals("Counting", cluster.at("/partitions/0/phase").asText(), "others are told of");
    }

    @Test
    void saysThatAPartitionIsNotOpenYetWhereItsNodeDoesNotHaveIt() {
        JsonNode partition = cluster(nodes.reader(0)).at("/partitions/4");

        assertTrue(partition.path("detail").asText().endsWith(" has not opened partition 4 yet"), partition::toString);
    }

    @Test
    void hasTheStatesWithTheirProgress() {
        JsonNode states = cluster(nodes.reader(0)).path("states");

        assertEquals(1, states.size());
        assertEquals("main", states.at("/0/state").asText());
        assertTrue(states.at("/0/answers").asBoolean());
    }

    @Test
    void isForAdministratorsAlone() {
        try (Served served = serving(nodes.reader(0))) {
            assertEquals(401, served.get("/v1/cluster").statusCode());
            String alice = Tokens.bearer("alice", Set.of("acme"), false);
            assertEquals(403, served.get("/v1/cluster", "Authorization", alice).statusCode());
            HttpResponse<String> answer = served.get("/api/v1/cluster", "Authorization", ADMIN);
            assertEquals(200, answer.statusCode());
            assertEquals(
                    "no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        }
    }

    /** A node tells of itself what it has, whatever the group has been told. */
    private void fill() {
        nodes.report(0)
                .of("0.1.0", "node-1:28080")
                .counting(0, 3)
                .log(0, "kafka-1:9092", 4_711)
                .log(1, "kafka-2:9092", 1);
        nodes.report(1).of("0.1.1", "node-2:28080").counting(1, 7).following(0, 12);
        nodes.report(2).of("0.1.0", "node-3:28080").recounting(2, "partition 2 is counted again");
    }

    private static JsonNode cluster(StateReader reader) {
        try (Served served = serving(reader)) {
            HttpResponse<String> answer = served.get("/v1/cluster", "Authorization", ADMIN);
            assertEquals(200, answer.statusCode(), answer::body);
            assertEquals(
                    GivenReport.SINCE.toString(),
                    Served.json(answer).at("/nodes/0/since").asText());
            return Served.json(answer);
        }
    }

    private static Served serving(StateReader reader) {
        return Served.serving(reader, Served.config(new CallerRules(Tokens.CONFIG, 0, TrustedProxies.NONE)));
    }
}
