package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.SourceFiles;
import java.util.List;
import java.util.Optional;

/**
 * Files of a repository by the file server that observed them. They are collected beside the row of the day, move to the
 * repository's totals with the row's roll-up, and are a section of the tail of the totals: no day is told apart.
 */
public final class Sources implements Projection {
    /** Its name in the setting {@code projections}. */
    public static final String NAME = "sources";

    private static final int SECTION = 3;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int section() {
        return SECTION;
    }

    @Override
    public Optional<SealRecord> unseal(JsonTree json) {
        return SealedSources.unseal(json);
    }

    /** The sources of a totals' value, the most files first; none if it was counted without them. */
    public static List<SourceFiles> of(byte[] totals) {
        ValueReader reader = TotalsFormat.reader(totals);
        TotalsFormat.read(reader);
        return read(reader).toFiles();
    }

    /** The sources in the tail of totals. */
    public static RunningSources read(ValueReader tail) {
        return Projections.section(tail, SECTION).map(RunningSources::read).orElseGet(RunningSources::new);
    }

    /** Writes them as the tail of totals. */
    public static void write(RunningSources sources, ValueWriter totals) {
        if (sources.isEmpty()) return;
        var section = new ValueWriter();
        sources.write(section);
        totals.number(SECTION).bytes(section.toByteArray());
    }
}
