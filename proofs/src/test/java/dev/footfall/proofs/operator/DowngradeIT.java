package dev.footfall.proofs.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.proofs.cluster.Member;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Back to another release and forward again on the same disks, by the steps of docs/operations.md. {@code -Drelease.jar=FILE}:
 * that release; else the program of this build takes its part.
 */
@Tag("proof")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class DowngradeIT {
    private static final Path OTHER = Path.of(Optional.ofNullable(System.getProperty("release.jar"))
            .orElseGet(() -> System.getProperty("footfall.jar", "")));
    private static final String STANDBYS = OperationsPage.command("Upgrade", "curl ");
    private static final String SUM = OperationsPage.command("Upgrade", "./footfall stats export");
    private static final int EVENTS = 400;

    @TempDir
    Path directory;

    @Test
    void nodesAnswerTheSameOnTheSameDisks() throws Exception {
        try (var system = OperatedCluster.start(directory, 12)) {
            String before = sumOf(system);

            restart(system, Optional.of(OTHER));
            assertEquals(before, sum(system));
            system.use().resume();
            String counted = sumOf(system);

            restart(system, Optional.empty());
            assertEquals(counted, sum(system));
            system.use().resume();
            String after = sumOf(system);

            ObjectNode figures = system.use().figures();
            for (String sum : List.of(before, counted, after))
                figures.withArray("sums").add(sum);
            System.out.println(figures.put("procedure", "down to " + OTHER + " and up again"));
            assertEquals(3, Set.of(before, counted, after).size());
            assertEquals(Set.of(200), system.use().answers().keySet(), figures::toString);
        }
    }

    /** After some more events. */
    private static String sumOf(OperatedCluster system) {
        system.use().awaitTaken(EVENTS);
        system.use().pause();
        system.use().awaitCounted(system.nodes());
        return sum(system);
    }

    /** The same of each node. */
    private static String sum(OperatedCluster system) {
        system.use().awaitCounted(system.nodes());
        String rows = system.shell().run(SUM.replace(" | sha256sum", ""));
        assertTrue(rows.lines().count() > 100, rows);
        String sum = system.shell().run(SUM);
        for (int node = 2; node <= system.nodes().size(); node++)
            assertEquals(sum, system.shell().run(SUM.replace("node-1", "node-" + node)));
        return sum.split(" ", 2)[0];
    }

    private static void restart(OperatedCluster system, Optional<Path> program) {
        for (Member node : system.nodes()) {
            system.awaitEachNode(STANDBYS);
            restart(system, node, program);
        }
        system.awaitEachNode(STANDBYS);
        for (Member ingest : system.ingests()) restart(system, ingest, program);
    }

    private static void restart(OperatedCluster system, Member member, Optional<Path> program) {
        member.stop();
        member.setProgram(program);
        member.start();
        system.cluster().awaitUp(member);
    }
}
