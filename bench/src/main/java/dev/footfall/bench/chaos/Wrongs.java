package dev.footfall.bench.chaos;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What was wrong: all of it counted, the first of it told. Safe for any number of threads. */
public final class Wrongs implements Consumer<String> {
    private static final int TOLD = 25;

    private final AtomicLong number = new AtomicLong();
    private final Consumer<String> notes;

    /** None yet. */
    public Wrongs(Consumer<String> notes) {
        this.notes = notes;
    }

    @Override
    public void accept(String what) {
        if (number.incrementAndGet() <= TOLD) notes.accept("WRONG: " + what);
    }

    /** How many there were. */
    public long number() {
        return number.get();
    }
}
