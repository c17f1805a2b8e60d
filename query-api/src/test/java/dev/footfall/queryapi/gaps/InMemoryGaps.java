package dev.footfall.queryapi.gaps;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The words of operators about gaps, in a list. */
public final class InMemoryGaps implements GapVerdictLog {
    private final List<GapVerdict> said = new CopyOnWriteArrayList<>();

    @Override
    public List<GapVerdict> all() {
        return List.copyOf(said);
    }

    @Override
    public void write(GapVerdict verdict) {
        said.removeIf(before -> before.source().equals(verdict.source())
                && before.from().equals(verdict.from())
                && before.to().equals(verdict.to()));
        said.add(verdict);
    }
}
