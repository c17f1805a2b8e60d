package dev.footfall.queryapi.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.route.GivenReport;
import dev.footfall.queryapi.route.Nodes;
import dev.footfall.queryapi.states.GivenStates;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of the cluster, in a browser. */
@Tag("browser")
class ClusterPagesTest {
    private static final String HOSTILE = "<img src=x onerror=document.body.dataset.owned=1>";

    private static Viewer viewer;
    private static QueryServer server;

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        Nodes nodes = Nodes.inProcess(3, () -> new InMemoryState(Nodes.PARTITIONS).current(Served.NOW, 0));
        GivenReport first = nodes.report(0).of("0.1.0", "node-1:28080");
        for (int partition = 0; partition < Nodes.PARTITIONS; partition++) {
            if (partition % 3 == 0) first.counting(partition, 0);
            first.log(partition, "kafka-1:9092", 4_711);
        }
        nodes.report(1).of("0.1.1", "node-2:28080").recounting(1, "partition 1 is counted again " + HOSTILE);
        nodes.kill(2);
        var reader = nodes.reader(0);
        server = Viewer.serve(reader, GivenStates.alone(reader, Served.rules(Projections.ALL)));
    }

    @AfterAll
    static void stop() {
        if (server == null) return;
        server.close();
    }

    @AfterEach
    void closeTabs() {
        viewer.close();
    }

    @Test
    void showsAdministratorsNodesAndPartitionsAndWhatIsNotKnown() {
        Browser.Tab tab = viewer.open(server, "#cluster", Viewer.ADMIN);

        tab.textWith("#page", "kafka-1:9092");

        String text = Viewer.oneLine(tab, "#page");
        assertTrue(text.contains("3, 1 without an answer"), text);
        assertTrue(text.contains("0.1.0 (peers v7), 0.1.1 (peers v7)"), text);
        assertTrue(text.contains("the process has gone"), text);
        assertTrue(text.contains("Recounting: partition 1 is counted again " + HOSTILE), text);
        assertEquals(
                Nodes.PARTITIONS,
                tab.value("document.querySelectorAll('[aria-label=Partitions] tbody tr').length")
                        .asInt());
        assertEquals(
                "Cluster",
                tab.value("document.querySelector('#pages [aria-current=page]').innerText")
                        .asText());
        Viewer.assertFits(tab, 1_280);
        Viewer.assertFits(tab, 390);
        Viewer.assertHarmless(tab);
    }

    @Test
    void asksOthersToSignIn() {
        Browser.Tab tab = viewer.open(server, "#cluster", Viewer.NOBODY);

        tab.textWith("#page", "Sign in");

        assertTrue(tab.value("document.getElementById('to-cluster').hidden").asBoolean());
        Viewer.assertHarmless(tab);
    }
}
