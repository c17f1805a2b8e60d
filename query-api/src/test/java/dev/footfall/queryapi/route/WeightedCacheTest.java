package dev.footfall.queryapi.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedCacheTest {
    private static final int MOST = 2_000;
    private static final int EMPTY = 100;

    private final WeightedCache<String, Object> cache = new WeightedCache<>(MOST);
    private final AtomicInteger created = new AtomicInteger();

    private Object get(String key) {
        return cache.get(key, () -> {
            created.incrementAndGet();
            return new Object();
        });
    }

    private void ask(String key, int contents) {
        int before = created.get();
        Object value = get(key);
        if (created.get() > before) cache.weigh(key, value, contents);
    }

    /** Answers are few and heavy, and cost minutes: a cache that lets in only what is asked often makes the newest anew. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100, 600, 1_900})
    void keepsWhatWasAskedLastHoweverOftenOthersWere(int contents) {
        for (int day = 0; day < 200; day++) {
            for (int time = 0; time < 20; time++) ask("day " + day, contents);
        }

        assertEquals(200, created.get());
    }

    @Test
    void evictsTheLeastRecentlyUsedFirst() {
        Object first = get("first");
        cache.weigh("first", first, 900);
        ask("second", 800);

        assertSame(first, get("first"));
        ask("third", 0);
        assertEquals(3, created.get());
        ask("fourth", 0);

        assertSame(first, get("first"));
        assertEquals(4, created.get());
        get("second");
        assertEquals(5, created.get());
    }

    @Test
    void holdsItsBoundWithoutAWeighing() {
        for (int i = 0; i < 1_000; i++) get("number " + i);

        assertEquals(MOST / EMPTY, cache.size());
    }

    @Test
    void weighsNoValueThatAnotherReplaced() {
        Object before = get("key");
        for (int i = 0; i < MOST / EMPTY; i++) get("other " + i);
        Object now = get("key");

        cache.weigh("key", before, MOST);

        assertSame(now, get("key"));
    }
}
