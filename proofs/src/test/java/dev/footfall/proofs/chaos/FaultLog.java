package dev.footfall.proofs.chaos;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The faults that were found: all are counted, the first are told. Safe for any number of threads. */
public final class FaultLog implements Consumer<String> {
    private static final int TOLD = 25;

    private final AtomicLong number = new AtomicLong();
    private final Consumer<String> notes;

    /** None yet. */
    public FaultLog(Consumer<String> notes) {
        this.notes = notes;
    }

    @Override
    public void accept(String what) {
        if (number.incrementAndGet() <= TOLD) notes.accept("WRONG: " + what);
    }

    /** The number of faults. */
    public long number() {
        return number.get();
    }
}
