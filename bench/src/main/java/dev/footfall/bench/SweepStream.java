package dev.footfall.bench;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * One event of each repository on each day, the newest day first, and then all over again: what makes the most rows of
 * the fewest events.
 */
final class SweepStream implements Iterator<LoadEvent> {
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final Load load;
    private long published;

    SweepStream(Load load) {
        this.load = load;
    }

    @Override
    public boolean hasNext() {
        return published < load.events();
    }

    @Override
    public LoadEvent next() {
        if (!hasNext()) throw new NoSuchElementException();
        long serial = published++;
        long chance = Mix.of(serial + load.seed());
        long day = load.days() - 1 - serial / load.repositories() % load.days();
        return new LoadEvent(
                serial,
                (int) (serial % load.repositories()),
                (int) Long.remainderUnsigned(chance, load.visitors()),
                load.startMillis() + day * MILLIS_PER_DAY + Long.remainderUnsigned(Mix.of(chance), MILLIS_PER_DAY));
    }
}
