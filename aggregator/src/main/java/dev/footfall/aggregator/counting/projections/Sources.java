package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.counting.store.TotalsFormat;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.rules.ProjectionNames;
import java.util.List;
import java.util.Optional;

/** Files of a repository by the file server that observed them, in its totals: no day is distinguished. */
public record Sources(Id id) implements Projection {
    static final Sources SOURCES = new Sources(new Id(ProjectionNames.SOURCES, 3));

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

    public static RunningSources read(ValueReader tail) {
        return tail.section(SOURCES.section()).map(RunningSources::read).orElseGet(RunningSources::new);
    }

    public static void write(RunningSources sources, ValueWriter totals) {
        if (sources.isEmpty()) return;
        var section = new ValueWriter();
        sources.write(section);
        totals.section(SOURCES.section(), section);
    }
}
