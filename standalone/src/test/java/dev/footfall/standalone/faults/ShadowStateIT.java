package dev.footfall.standalone.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.recovery.StateReset;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.events.Topics;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.CountingRules.Redirects;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two states of one log in one process, on one broker and in one directory: every row of each is the oracle's. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ShadowStateIT {
    private static final int PORTION = 3_000;
    private static final CountingRules OTHERS =
            new CountingRules(Duration.ofMinutes(10), Duration.ofDays(14), Redirects.COUNT);
    private static final StateId SHADOW = new StateId(
            TestLog.MAIN.log(), "gap10", new RuleSet("unnamed", OTHERS, TestLog.PARTITIONS, Projections.ALL));

    @TempDir
    private Path directory;

    private TestLog log;

    @BeforeEach
    void startLog() {
        log = new TestLog(directory.resolve("kafka"), 4 * PORTION);
        log.grow(PORTION);
    }

    @AfterEach
    void stopLog() {
        log.close();
    }

    @Test
    @Tag("proof")
    void isCountedByItsOwnRulesBesideTheMainState() {
        try (Aggregator main = start(main());
                Aggregator shadow = start(shadow())) {
            log.grow(PORTION);

            log.assertCounted(main);
            log.assertCounted(shadow, OTHERS);
            assertNotEquals(TestLog.rows(main), TestLog.rows(shadow));
        }
    }

    @Test
    @Tag("proof")
    void isStoppedAndStartedWhileTheMainStateIsCounted() {
        try (Aggregator main = start(main())) {
            try (Aggregator shadow = start(shadow())) {
                log.assertCounted(shadow, OTHERS);
            }
            log.grow(PORTION);
            log.assertCounted(main);

            try (Aggregator shadow = start(shadow())) {
                log.assertCounted(shadow, OTHERS);
            }
        }
    }

    @Test
    @Tag("proof")
    void isResetWithoutAChangeOfTheMainState() throws Exception {
        assertEachIsResetAlone(shadow(), OTHERS, main(), CountingRules.DEFAULT);
    }

    @Test
    @Tag("proof")
    void staysAsItIsWhenTheMainStateIsReset() throws Exception {
        assertEachIsResetAlone(main(), CountingRules.DEFAULT, shadow(), OTHERS);
    }

    @Test
    @Tag("proof")
    void sharesItsBrokerWithAnotherLog() {
        var topics = new Topics("other");
        var state = new StateId(topics, TestLog.MAIN.name(), TestLog.MAIN.rules());
        try (var other = log.beside(topics, PORTION);
                Aggregator main = start(main());
                Aggregator others = start(other.config(state, directory.resolve("others"), "b"))) {
            other.grow(PORTION);
            log.grow(PORTION);

            log.assertCounted(main);
            other.assertCounted(others);
        }
    }

    private void assertEachIsResetAlone(
            AggregatorConfig reset, CountingRules resetRules, AggregatorConfig kept, CountingRules keptRules)
            throws Exception {
        try (Aggregator untouched = start(kept)) {
            try (Aggregator before = start(reset)) {
                log.assertCounted(before, resetRules);
            }
            Map<String, String> changelogs = changelogs(kept.state());

            StateReset.forget(reset.location(), true);

            assertEquals(Map.of(), changelogs(reset.state()));
            assertEquals(changelogs, changelogs(kept.state()));
            log.grow(PORTION);
            log.assertCounted(untouched, keptRules);
        }
        try (Aggregator again = start(kept);
                Aggregator anew = start(reset)) {
            log.assertCounted(again, keptRules);
            log.assertCounted(anew, resetRules);
        }
    }

    private Map<String, String> changelogs(StateId state) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", log.bootstrapServers()))) {
            Set<String> topics = admin.listTopics().names().get().stream()
                    .filter(state::isChangelog)
                    .collect(Collectors.toSet());
            Map<String, String> ids = new TreeMap<>();
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
            return ids;
        }
    }

    private AggregatorConfig main() {
        return log.config(TestLog.MAIN, directory.resolve("state"), "a");
    }

    private AggregatorConfig shadow() {
        return log.config(SHADOW, directory.resolve("state"), "b");
    }

    private static Aggregator start(AggregatorConfig config) {
        var aggregator =
                new Aggregator(config, new SteadyTime(System::nanoTime, System.currentTimeMillis()), sentence -> {
                    throw new IllegalStateException(sentence);
                });
        aggregator.start();
        return aggregator;
    }
}
