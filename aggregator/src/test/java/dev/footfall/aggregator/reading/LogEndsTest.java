package dev.footfall.aggregator.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.Topics;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogEndsTest {
    private static final int PARTITIONS = 2;

    private final Map<Integer, Long> answers = new HashMap<>(Map.of(0, 100L, 1, 200L));
    private final Map<Long, Long> passed = new HashMap<>();
    private long nowNanos = 1;
    private final LogEnds ends = new LogEnds(admin(), Topics.STANDARD, PARTITIONS, this::pass, () -> nowNanos);

    @AfterEach
    void close() {
        ends.close();
    }

    @Test
    void knowsNothingBeforeItHasAsked() {
        assertEquals(OptionalLong.empty(), ends.lag(0, 0));
    }

    @Test
    void knowsTheLagOfEveryPartition() {
        ends.refresh();

        assertEquals(OptionalLong.of(10), ends.lag(0, 90));
        assertEquals(OptionalLong.of(0), ends.lag(1, 300));
    }

    @Test
    void knowsNothingAfterAPauseUntilItHasAskedAgain() {
        ends.refresh();

        pass(Duration.ofSeconds(6));
        assertEquals(OptionalLong.empty(), ends.lag(0, 90));

        ends.refresh();
        assertEquals(OptionalLong.of(10), ends.lag(0, 90));
    }

    @Test
    void holdsOnToAnEndWhileItsBrokerIsReplacedButNotForEver() {
        ends.refresh();
        answers.remove(0);

        for (int second = 0; second < 28; second += 4) {
            pass(Duration.ofSeconds(4));
            ends.refresh();
            assertEquals(OptionalLong.of(10), ends.lag(0, 90));
        }
        pass(Duration.ofSeconds(4));
        ends.refresh();

        assertEquals(OptionalLong.empty(), ends.lag(0, 90));
        assertEquals(OptionalLong.of(0), ends.lag(1, 200), "of which the broker answers");
    }

    @Test
    void hasNoLagOverWhatIsNothingToCount() {
        passed.put(90L, 98L);
        ends.refresh();

        assertEquals(OptionalLong.of(2), ends.lag(0, 90));
        assertEquals(OptionalLong.of(11), ends.lag(0, 89));
        assertEquals(2, ends.lastKnownLag(0, 90));
    }

    private long pass(int partition, long offset) {
        return passed.getOrDefault(offset, offset);
    }

    private void pass(Duration time) {
        nowNanos += time.toNanos();
    }

    /** Answers what the test says, and times out for other partitions. */
    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) ->
                        method.getName().equals("listOffsets") ? ends((Map<?, ?>) arguments[0]) : null);
    }

    private ListOffsetsResult ends(Map<?, ?> wanted) {
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> futures = new HashMap<>();
        for (Object key : wanted.keySet()) {
            TopicPartition partition = (TopicPartition) key;
            var future = new KafkaFutureImpl<ListOffsetsResultInfo>();
            Long end = answers.get(partition.partition());
            if (end == null) future.completeExceptionally(new TimeoutException("no leader"));
            else future.complete(new ListOffsetsResultInfo(end, 0, Optional.empty()));
            futures.put(partition, future);
        }
        return new ListOffsetsResult(futures);
    }
}
