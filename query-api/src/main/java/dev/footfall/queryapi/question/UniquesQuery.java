package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.Uniques;
import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.events.renames.Lineage;
import java.time.LocalDate;
import java.util.List;

public record UniquesQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositorySumQuery<Uniques> {
    @Override
    public Uniques partOf(CountedDay day) {
        return day.uniques();
    }

    @Override
    public Uniques sum(List<Uniques> days) {
        return Uniques.union(days);
    }
}
