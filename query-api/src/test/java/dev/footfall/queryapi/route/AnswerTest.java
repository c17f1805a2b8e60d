package dev.footfall.queryapi.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.query.AsOf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final Instant TIME = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void asksSeveralInOrderAndIsAsCurrentAsTheOldest() {
        Answer<List<Integer>> all = Answer.each(List.of(2, 1, 3), key -> new Answer.Complete<>(key, asOf(key)));

        assertEquals(new Answer.Complete<>(List.of(2, 1, 3), asOf(3)), all);
    }

    @Test
    void asksNoFurtherAfterAnAnswerThatIsNotWhole() {
        List<Integer> asked = new ArrayList<>();

        Answer<List<Integer>> all = Answer.each(List.of(1, 2, 3), key -> {
            asked.add(key);
            return key == 2 ? partial(key) : new Answer.Complete<>(key, asOf(key));
        });

        assertEquals(List.of(1, 2), asked);
        assertEquals(new Answer.Unavailable<>("no answer"), all);
    }

    private static Answer<Integer> partial(int key) {
        return new Answer.Partial<>(key, asOf(key), List.of(7), "no answer");
    }

    private static AsOf asOf(int secondsAgo) {
        return new AsOf(Optional.of(TIME.minusSeconds(secondsAgo)), secondsAgo);
    }
}
