package dev.footfall.queryapi.route;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.cluster.Placement;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.question.NumbersQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The answers of several nodes, however they reach one another. */
abstract class RoutingContract {
    private static final PeerPatience LONG = new PeerPatience(Duration.ofSeconds(60), Duration.ofMinutes(2));

    private final StateReader single = OneNode.reader(Nodes.filled(), true);
    private Optional<Nodes> started = Optional.empty();

    abstract Wire wire();

    @BeforeEach
    void start() {
        started = Optional.of(new Nodes(wire(), 3));
    }

    @AfterEach
    void stop() {
        started.ifPresent(Nodes::close);
    }

    private Nodes nodes() {
        return started.orElseThrow();
    }

    @Test
    void answersTheSameWhicheverNodeIsAsked() {
        List<String> expected = Questions.all(single);
        for (int node = 0; node < 3; node++) assertSame(expected, Questions.all(nodes().reader(node)), "node " + node);
    }

    /** Compares answer by answer, so that a failure shows one of them. */
    private static void assertSame(List<String> expected, List<String> answers, String by) {
        assertEquals(expected.size(), answers.size(), by);
        for (int i = 0; i < expected.size(); i++) assertEquals(expected.get(i), answers.get(i), by + ", answer " + i);
    }

    @Test
    void asksTheNextOwnerOnceWhenTheFirstHasThePartitionNoLonger() {
        RepoId repo = Nodes.repo(7);
        int partition = nodes().nodes.get(0).owned.partitionOf(repo);
        nodes().own(partition, 2);
        var looks = new AtomicInteger();
        StateReader reader = nodes().reader(0, any -> stale(looks.getAndIncrement() == 0 ? 1 : 2), LONG);

        assertEquals(
                Questions.text(single.ask(new NumbersQuery(Lineage.of(repo)))),
                Questions.text(reader.ask(new NumbersQuery(Lineage.of(repo)))));
        assertEquals(
                1,
                nodes().metrics
                        .get("footfall.peers.requests")
                        .tag("outcome", "not_owned")
                        .timer()
                        .count());
    }

    private Placement stale(int owner) {
        return new Placement(Optional.of(nodes().nodes.get(owner).address()), List.of());
    }

    @Test
    void saysWhichPartitionsAreMissingWhenTheirOwnerIsGone() {
        nodes().kill(1);

        var partial = assertInstanceOf(Answer.Partial.class, Questions.trending(nodes().reader(0), Caller.ANONYMOUS));
        assertEquals(List.of(1, 4, 7), partial.missingPartitions());
        assertInstanceOf(Answer.Unavailable.class, Questions.many(nodes().reader(0)));
        assertInstanceOf(Answer.Unavailable.class, Questions.rows(nodes().reader(0), Caller.ANONYMOUS));
    }

    @Test
    void saysThatAPartitionIsMissingWhenItsOwnerIsNotReadyOrNobodyKnowsIt() {
        nodes().nodes.get(1).owned.restoring(4);
        nodes().placeNowhere(7);

        var partial = assertInstanceOf(Answer.Partial.class, Questions.trending(nodes().reader(0), Caller.ANONYMOUS));
        assertEquals(List.of(4, 7), partial.missingPartitions());
    }

    @Test
    void takesTheAnswersOfStandbysInThePlaceOfANodeThatIsGone() {
        for (int partition : List.of(1, 4, 7)) nodes().follow(partition, 2, 5);
        nodes().kill(1);

        List<String> expected = Questions.all(single);
        assertSame(expected, Questions.all(nodes().reader(0)), "by the wire");
        assertSame(expected, Questions.all(nodes().reader(2)), "the node that was asked follows them itself");
        assertTrue(nodes().counted("footfall.peers.standby.answers") > 0);
    }

    @Test
    void saysHowFarBehindAStandbyIs() {
        nodes().follow(4, 2, 17);
        nodes().kill(1);
        RepoId repo = Nodes.repos().stream()
                .filter(any -> nodes().nodes.get(0).owned.partitionOf(any) == 4)
                .findFirst()
                .orElseThrow();

        var complete =
                assertInstanceOf(Answer.Complete.class, nodes().reader(0).ask(new NumbersQuery(Lineage.of(repo))));

        assertEquals(17, complete.asOf().lagRecords());
    }

    @Test
    void doesNotWaitForASlowOwnerWhenAStandbyAnswers() {
        for (int partition : List.of(1, 4, 7)) nodes().follow(partition, 2, 5);
        nodes().hang(1);
        var hedging = new PeerPatience(Duration.ofMillis(20), Duration.ofMinutes(2));
        StateReader reader = nodes().reader(0, nodes()::placement, hedging);

        String said = assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> Questions.text(Questions.trending(reader, Caller.ANONYMOUS)));

        assertEquals(Questions.text(Questions.trending(single, Caller.ANONYMOUS)), said);
        assertEquals(1, nodes().counted("footfall.peers.hedges"));
    }

    @Test
    void givesUpAtTheDeadlineOnANodeThatSaysNothing() {
        nodes().hang(1);
        StateReader reader = nodes().reader(0, nodes()::placement, Nodes.SHORT);

        await().untilAsserted(
                        () -> { // a busy machine may keep the others waiting, too
                            var partial = assertInstanceOf(
                                    Answer.Partial.class, Questions.trending(reader, Caller.ANONYMOUS));
                            assertEquals(List.of(1, 4, 7), partial.missingPartitions());
                        });
        assertInstanceOf(Answer.Unavailable.class, Questions.rows(reader, Caller.ANONYMOUS));
    }

    @Test
    void countsAPartitionOnceThatTwoNodesClaim() {
        for (int partition = 0; partition < Nodes.PARTITIONS; partition++) {
            for (Nodes.Node node : nodes().nodes) node.owned.back(partition);
            nodes().follow(partition, 1, 0);
            nodes().follow(partition, 2, 0);
        }

        assertSame(Questions.all(single), Questions.all(nodes().reader(0)), "node 0");
    }

    @Test
    void asksAPeerOnceForManyRepositories() {
        Questions.many(nodes().reader(0));

        assertEquals(
                2,
                nodes().metrics.get("footfall.peers.requests").timers().stream()
                        .mapToLong(timer -> timer.count())
                        .sum());
    }

    @Test
    void answersNothingWhileTheRegistrationsOfAPeerAreUnknown() {
        nodes().nodes.get(1).owned.readiness(false, "starting");

        var partial = assertInstanceOf(Answer.Partial.class, Questions.trending(nodes().reader(0), Caller.ANONYMOUS));
        assertEquals(List.of(1, 4, 7), partial.missingPartitions());
    }

    @Test
    void answersFromItsOwnPartitionsWhenAllOthersAreGone() {
        nodes().kill(1);
        nodes().kill(2);

        IntStream.of(0, 3, 6)
                .forEach(partition -> Nodes.repos().stream()
                        .filter(repo -> nodes().nodes.get(0).owned.partitionOf(repo) == partition)
                        .forEach(repo -> assertEquals(
                                Questions.text(single.ask(new NumbersQuery(Lineage.of(repo)))),
                                Questions.text(nodes().reader(0).ask(new NumbersQuery(Lineage.of(repo)))))));
    }
}
