package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ClusterCommandTest {
    private static final String CLUSTER = "GET /v1/cluster";
    private static final String NODE = """
            {"node":"node-1:28090","reachable":true,"ready":true,"api":"node-1:28080","release":"0.1.0","peers":"v7",
            "since":"2026-11-20T08:00:00.123Z","active":[0,2],"standby":[1],"lag":1234,"heap_used":250000000,
            "heap_max":500000000,"disk_free":21474836480,"disk_total":53687091200,"state_bytes":7340032,
            "largest_store_bytes":7340032,"detail":""}""";
    private static final String AWAY = """
            {"node":"node-2:28090","reachable":false,"ready":false,"api":null,"release":null,"peers":null,"since":null,
            "active":[],"standby":[],"lag":null,"heap_used":null,"heap_max":null,"disk_free":null,"disk_total":null,
            "state_bytes":null,"largest_store_bytes":null,"detail":"node-2:28090 cannot be reached"}""";
    private static final String PARTITIONS = """
            {"partition":0,"node":"node-1:28090","standbys":[],"phase":"Counting","lag":1234,"standby_lag":null,
            "last_record":"2026-11-20T14:19:00Z","last_commit":"2026-11-20T14:19:59Z","entries":81200,"store_bytes":7340032,
            "leader":"kafka-1:9092","replicas":3,"in_sync":2,"log_begin":0,"log_end":4711,"log_bytes":353325,"detail":""},
            {"partition":1,"node":"node-2:28090","standbys":["node-1:28090"],"phase":null,"lag":null,"standby_lag":5,
            "last_record":null,"last_commit":null,"entries":null,"store_bytes":null,"leader":null,"replicas":null,
            "in_sync":null,"log_begin":null,"log_end":null,"log_bytes":null,"detail":"node-2:28090 cannot be reached"}""";

    @TempDir
    Path directory;

    private final Terminal terminal = new Terminal();
    private ScriptedApi api;

    @BeforeEach
    void startApi() throws IOException {
        api = new ScriptedApi();
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    @Test
    void showsWhatEachNodeToldAndThatAnotherToldNothing() {
        api.on(CLUSTER, 200, cluster(NODE + "," + AWAY, """
                ,"sources":[{"source":"files-1","last":"2026-11-20T14:19:59.912Z","events":4708}]"""));

        assertEquals(0, ask("cluster"), terminal::err);

        assertEquals("""
                nodes: 2, without an answer: 1; partitions: 2, counting: 1; release 0.1.0 (peers v7)

                node          release  peers  since                 active  standby  lag    heap  free     state
                node-1:28090  0.1.0    v7     2026-11-20T08:00:00Z  2       1        1,234  50 %  21.5 GB  7.34 MB
                node-2:28090  -        -      -                     -       -        -      -     -        -        node-2:28090 cannot be reached

                partition  node          standbys      phase     lag    copy lag  last record  commit  entries  store    leader        in sync  log
                        0  node-1:28090  -             Counting  1,234  -         60 s         1 s     81,200   7.34 MB  kafka-1:9092  2/3      353 kB
                        1  node-2:28090  node-1:28090  -         -      5         -            -       -        -        -             -        -       node-2:28090 cannot be reached

                state  rules                 answers  level  counted  left    done
                main   default@91956d798fc5  yes      2/2      4,708     3  99.9 %

                source   last event            events
                files-1  2026-11-20T14:19:59Z   4,708
                """, terminal.out());
    }

    @Test
    void saysThatTheSourcesAreNotKnown() {
        api.on(CLUSTER, 200, cluster(NODE, ""));

        assertEquals(0, ask("cluster"), terminal::err);

        assertTrue(
                terminal.out().endsWith("\nthe sources are not known: a partition does not answer\n"), terminal::out);
    }

    @Test
    void addsNodesToTheTargetsOfPrometheusAndKeepsThoseThatAreAway() throws IOException {
        Path file = directory.resolve("nodes.json");
        Files.writeString(file, "[{\"targets\": [\"node-2:28080\"]}]");
        api.on(CLUSTER, 200, cluster(NODE + "," + AWAY, ""));

        assertEquals(0, ask("cluster --prometheus " + file), terminal::err);

        assertEquals(List.of("node-1:28080", "node-2:28080"), targets(file));
        assertEquals("2 targets in " + file + "\n", terminal.out());
        assertEquals(
                "footfall: node-2:28090 told no address of its API: node-2:28090 cannot be reached\n", terminal.err());
    }

    @Test
    void removesTargetsThatAreNoNodesWhenAskedTo() throws IOException {
        Path file = directory.resolve("nodes.json");
        Files.writeString(file, "[{\"targets\": [\"node-9:28080\"]}]");
        api.on(CLUSTER, 200, cluster(NODE, ""));

        assertEquals(0, ask("cluster --prune --prometheus " + file), terminal::err);

        assertEquals(List.of("node-1:28080"), targets(file));
    }

    @Test
    void prunesNothingWhileANodeIsAway() throws IOException {
        Path file = directory.resolve("nodes.json");
        Files.writeString(file, "[{\"targets\": [\"node-2:28080\"]}]");
        api.on(CLUSTER, 200, cluster(NODE + "," + AWAY, ""));

        assertEquals(1, ask("cluster --prune --prometheus " + file));

        assertTrue(terminal.err().startsWith("footfall: not pruned: the address of node-2:28090"), terminal::err);
        assertEquals(List.of("node-2:28080"), targets(file));
    }

    @Test
    void leavesAFileAloneThatHasOtherThings() throws IOException {
        Path file = Files.writeString(directory.resolve("other.json"), "{\"a\": 1}");
        api.on(CLUSTER, 200, cluster(NODE, ""));

        assertEquals(1, ask("cluster --prometheus " + file));

        assertEquals("footfall: " + file + " has no targets of Prometheus: name another file\n", terminal.err());
        assertEquals("{\"a\": 1}", Files.readString(file));
    }

    @Test
    void refusesToPruneWithoutAFileAndAsksNobody() {
        assertEquals(2, ask("cluster --prune"));

        assertEquals(List.of(), api.requests());
    }

    private static String cluster(String nodes, String sources) {
        return """
                {"at":"2026-11-20T14:20:00Z","nodes":[%s],"partitions":[%s],"states":[{"state":"main",
                "rules":"default@91956d798fc5","answers":true,"partitions":2,"level":2,"counted":4708,"left":3,"detail":""}]%s}""".formatted(nodes, PARTITIONS, sources);
    }

    private static List<String> targets(Path file) throws IOException {
        return new ObjectMapper()
                .readTree(file.toFile())
                .findValue("targets")
                .valueStream()
                .map(target -> target.asText())
                .toList();
    }

    private int ask(String commandLine) {
        return terminal.ask(api, commandLine.split(" "));
    }
}
