package dev.footfall.proofs.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.proofs.cluster.Member;
import dev.footfall.queryapi.web.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three nodes and three brokers as an operator sees them, by the command of docs/operations.md and on the dashboard's page.
 * {@code -Dpictures=DIRECTORY}: pictures of that page.
 */
@Tag("proof")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ClusterViewIT {
    private static final String COMMAND = OperationsPage.command("See the cluster", "./footfall cluster");
    private static final String ROUTE =
            "curl -s -H \"Authorization: Bearer $FOOTFALL_TOKEN\" http://node-1:28080/v1/cluster";
    private static final String STANDBYS = OperationsPage.command("Upgrade", "curl ");
    private static final int EVENTS = 400;
    private static final int WIDTH = 1_600;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {12, 64})
    void showsAllOfEachNodeAndPartitionAndThatOneNodeCannotBeReached(int partitions) throws Exception {
        try (var system = OperatedCluster.start(directory, partitions)) {
            system.use().awaitTaken(EVENTS);
            system.awaitEachNode(STANDBYS);
            system.use().pause();
            system.use().awaitCounted(system.nodes());

            JsonNode whole = Awaitility.await()
                    .atMost(OperatedCluster.PATIENCE)
                    .until(() -> view(system), seen -> missing(seen).isEmpty());
            assertWhole(whole, partitions, system.use().taken());
            assertShown(system, partitions, 0);

            Member lost = system.nodes().get(2);
            lost.kill();
            JsonNode node = Awaitility.await()
                    .atMost(OperatedCluster.PATIENCE)
                    .until(() -> unreachable(view(system)), Optional::isPresent)
                    .orElseThrow();
            assertTrue(node.path("detail").asText().contains("be reached"), node::toString);
            assertTrue(node.path("heap_used").isNull() && node.path("lag").isNull(), node::toString);
            assertShown(system, partitions, 1);
        }
    }

    private static JsonNode view(OperatedCluster system) throws IOException {
        return new ObjectMapper().readTree(system.shell().run(ROUTE));
    }

    private static Optional<JsonNode> unreachable(JsonNode cluster) {
        return cluster.path("nodes")
                .valueStream()
                .filter(node -> !node.path("reachable").asBoolean())
                .findFirst();
    }

    /** The lists that are not there, and the fields that are null; a partition without events has no last record. */
    private static Map<String, Integer> missing(JsonNode cluster) {
        Map<String, Integer> missing = new TreeMap<>();
        for (String list : List.of("nodes", "partitions", "states", "sources")) {
            if (cluster.path(list).isEmpty()) missing.put(list, 1);
            for (JsonNode row : cluster.path(list)) {
                boolean isEmpty =
                        list.equals("partitions") && row.path("log_end").asLong() == 0;
                row.properties().stream()
                        .filter(field -> field.getValue().isNull() && !isEmpty)
                        .forEach(field -> missing.merge(list + "." + field.getKey(), 1, Integer::sum));
            }
        }
        return missing;
    }

    private static void assertWhole(JsonNode cluster, int partitions, int events) {
        assertEquals(3, cluster.path("nodes").size());
        assertEquals(partitions, numbers(cluster, "active"), cluster::toPrettyString);
        assertEquals(partitions, numbers(cluster, "standby"), cluster::toPrettyString);
        assertEquals(partitions, cluster.path("partitions").size());
        for (JsonNode row : cluster.path("partitions")) {
            assertEquals("Counting", row.path("phase").asText(), row::toString);
            assertEquals(1, row.path("standbys").size(), row::toString);
            assertEquals("3/3", row.path("in_sync") + "/" + row.path("replicas"), row::toString);
        }
        JsonNode state = cluster.path("states").path(0);
        assertEquals(partitions, state.path("level").asInt(), state::toString);
        assertEquals(events, sum(cluster.path("sources"), "events"), cluster::toPrettyString);
        assertTrue(cluster.at("/sources/0/last").isTextual(), cluster::toPrettyString);
    }

    private static int numbers(JsonNode cluster, String field) {
        return StreamSupport.stream(cluster.path("nodes").spliterator(), false)
                .mapToInt(node -> node.path(field).size())
                .sum();
    }

    private static long sum(JsonNode rows, String field) {
        return StreamSupport.stream(rows.spliterator(), false)
                .mapToLong(row -> row.path(field).asLong())
                .sum();
    }

    private void assertShown(OperatedCluster system, int partitions, int away) throws IOException {
        String text = system.shell().run(COMMAND);
        System.out.println(text);
        assertTrue(text.startsWith("nodes: 3, without an answer: " + away + "; partitions: " + partitions), text);
        assertEquals(away == 1, text.contains(" be reached"), text);
        Optional<Path> browser = Browser.installed();
        if (browser.isEmpty()) return;
        Path profile = Files.createTempDirectory(directory, "profile");
        try (Browser started = Browser.start(browser.get(), profile)) {
            String name = "cluster-" + partitions + (away == 0 ? "" : "-away");
            page(started, system.nodes().get(0).port(), name);
        }
    }

    private static void page(Browser browser, int port, String name) throws IOException {
        Browser.Tab tab = browser.tab(System.currentTimeMillis(), Optional.of(OperatedCluster.TOKEN))
                .sized(WIDTH, 1_000)
                .open("http://127.0.0.1:" + port + "/#cluster");
        String text = tab.textWith("#page", "Last event");
        assertFalse(text.contains("null") || text.contains("undefined"), text);
        int height = tab.value("document.documentElement.scrollHeight").asInt();
        System.out.println(name + ": " + height + " px high at a width of " + WIDTH);
        String pictures = System.getProperty("pictures", "");
        if (!pictures.isEmpty())
            Files.write(
                    Path.of(pictures, name + ".png"), tab.sized(WIDTH, height).picture("png"));
        assertEquals(List.of(), tab.complaints());
        tab.close();
    }
}
