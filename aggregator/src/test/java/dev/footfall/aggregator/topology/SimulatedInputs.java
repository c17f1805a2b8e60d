package dev.footfall.aggregator.topology;

import dev.footfall.events.TopicSpec;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** One partition of the topics that all states count, and what was sealed of it. */
final class SimulatedInputs {
    final int number;
    final SimulatedLog events = new SimulatedLog();
    final SimulatedLog likes = new SimulatedLog();
    final SimulatedSeals seals = new SimulatedSeals(events);
    final SimulatedTraffic traffic;

    /** By so much its broker's clock is ahead of the right one. */
    long logAheadMillis;

    /** Records that not every state has counted are gone, or those of a state that is lost. */
    boolean isIncomplete;

    SimulatedInputs(int number) {
        this.number = number;
        this.traffic = new SimulatedTraffic(number);
    }

    Map<TopicPartition, SimulatedLog> logs() {
        return Map.of(
                new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), number), events,
                new TopicPartition(TopicSpec.LIKES.topic(), number), likes);
    }

    /** All that the topics had is gone, also what was sealed of them. */
    void makeAnew() {
        events.makeAnew();
        likes.makeAnew();
        seals.forget();
        isIncomplete = false;
    }
}
