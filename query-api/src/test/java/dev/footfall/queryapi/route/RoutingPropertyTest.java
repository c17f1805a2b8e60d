package dev.footfall.queryapi.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.question.NumbersQuery;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is where, and whoever is gone: the answer of one node that has all, or one that says what it misses. Two seeds
 * in each build, and three more with the tests tagged {@code proof}.
 */
@Tag("slow")
class RoutingPropertyTest {
    private static final int ROUNDS = 40;
    private static final PeerPatience IMPATIENT = new PeerPatience(Duration.ofMillis(5), Duration.ofMillis(60));

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2})
    void saysTheWholeOrWhatIsMissing(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            try (var nodes = new Nodes(new InProcessWire(), 2 + random.nextInt(3))) {
                disturb(nodes, random);
                int asked = random.nextInt(nodes.nodes.size());
                check(nodes.reader(asked, nodes::placement, IMPATIENT), "seed=" + seed + " round=" + round);
            }
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {3, 4, 5})
    @Tag("proof")
    void saysTheWholeOrWhatIsMissingForMoreSeeds(long seed) {
        saysTheWholeOrWhatIsMissing(seed);
    }

    private static void disturb(Nodes nodes, Random random) {
        int number = nodes.nodes.size();
        for (int partition = 0; partition < Nodes.PARTITIONS; partition++) {
            nodes.own(partition, random.nextInt(number));
            for (int standby = random.nextInt(3); standby > 0; standby--) {
                nodes.follow(partition, random.nextInt(number), random.nextInt(9));
            }
            switch (random.nextInt(9)) {
                case 0 -> nodes.place(partition, random.nextInt(number));
                case 1 -> nodes.placeNowhere(partition);
                case 2 -> nodes.nodes.get(random.nextInt(number)).owned.restoring(partition);
                case 3 -> nodes.nodes.get(random.nextInt(number)).owned.back(partition);
                default -> nodes.nodes.get(random.nextInt(number)).followed.restoring(partition);
            }
        }
        switch (random.nextInt(5)) {
            case 0 -> nodes.kill(random.nextInt(number));
            case 1 -> nodes.hang(random.nextInt(number));
            case 2 -> nodes.nodes.get(random.nextInt(number)).owned.readiness(false, "starting");
            default -> {}
        }
    }

    private static void check(StateReader reader, String context) {
        Answer<?> trending = Questions.trending(reader, Questions.MEMBER);
        assertEquals(
                Questions.text(Questions.trending(single(missing(trending)), Questions.MEMBER)),
                Questions.text(trending),
                context);
        wholeOrNone(
                Questions.rows(reader, Questions.MEMBER), Questions.rows(single(List.of()), Questions.MEMBER), context);
        wholeOrNone(Questions.many(reader), Questions.many(single(List.of())), context);
        List<Answer<?>> others = ExtraQuestions.all(reader, Questions.MEMBER);
        List<Answer<?>> whole = ExtraQuestions.all(single(List.of()), Questions.MEMBER);
        for (int i = 0; i < others.size(); i++) wholeOrNone(others.get(i), whole.get(i), context);
        wholeOrNone(
                reader.ask(new NumbersQuery(Lineage.of(Nodes.repo(3)))),
                single(List.of()).ask(new NumbersQuery(Lineage.of(Nodes.repo(3)))),
                context);
    }

    private static void wholeOrNone(Answer<?> answer, Answer<?> whole, String context) {
        String said = Questions.text(answer);
        assertTrue(said.equals("unavailable") || said.equals(Questions.text(whole)), context + ": " + said);
    }

    private static List<Integer> missing(Answer<?> answer) {
        List<Integer> all = List.of(0, 1, 2, 3, 4, 5, 6, 7);
        return answer.fold(complete -> List.of(), Answer.Partial::missingPartitions, unavailable -> all);
    }

    private static StateReader single(List<Integer> missing) {
        InMemoryState state = Nodes.filled();
        missing.forEach(state::restoring);
        return OneNode.reader(state, true);
    }
}
