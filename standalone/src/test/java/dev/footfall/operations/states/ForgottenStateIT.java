package dev.footfall.operations.states;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.recovery.StateReset;
import dev.footfall.events.Topics;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.rules.CountingRules;
import dev.footfall.standalone.PatientHttp;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.DeleteConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DeleteConsumerGroupsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgottenStateIT {
    private static final StateId STATE =
            new StateId(Topics.STANDARD, "mine", new RuleSet("unnamed", CountingRules.DEFAULT, 1, Projections.ALL));

    @TempDir
    private Path directory;

    @Test
    void keepsTheChangelogOfAStateThatIsCountedAgainWhileTheDroppedOneIsForgotten() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                var admin = new CountingAgain(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.count();

            StateReset.forget(admin, STATE);

            assertEquals(admin.counted, admin.changelog());
        }
    }

    /** Another node counts a state of the name anew as soon as the dropped one's group is gone. */
    private static final class CountingAgain extends ForwardingAdmin {
        private Uuid counted = Uuid.ZERO_UUID;

        CountingAgain(Map<String, Object> kafka) {
            super(kafka);
        }

        @Override
        public DeleteConsumerGroupsResult deleteConsumerGroups(
                Collection<String> groups, DeleteConsumerGroupsOptions options) {
            DeleteConsumerGroupsResult result = super.deleteConsumerGroups(groups, options);
            try {
                deleteTopics(List.of(STATE.changelog())).all().get();
                count();
            } catch (ExecutionException | InterruptedException e) {
                throw new AssertionError(e);
            }
            return result;
        }

        void count() throws ExecutionException, InterruptedException {
            var topic = new NewTopic(STATE.changelog(), Optional.of(1), Optional.empty());
            counted = createTopics(List.of(topic)).topicId(STATE.changelog()).get();
            // its controller has it; a broker that is asked has it a moment later
            Awaitility.await()
                    .atMost(PatientHttp.PATIENCE)
                    .ignoreExceptionsMatching(e -> e.getCause() instanceof UnknownTopicOrPartitionException)
                    .until(this::changelog, counted::equals);
        }

        Uuid changelog() throws ExecutionException, InterruptedException {
            Map<String, TopicDescription> described =
                    describeTopics(List.of(STATE.changelog())).allTopicNames().get();
            return described.values().iterator().next().topicId();
        }
    }
}
