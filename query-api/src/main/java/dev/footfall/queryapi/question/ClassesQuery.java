package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.KindCounts;
import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.events.renames.Lineage;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.List;

public record ClassesQuery(Lineage repo, LocalDate from, LocalDate to)
        implements RepositorySumQuery<KindCounts<ClientClass>> {
    @Override
    public KindCounts<ClientClass> partOf(CountedDay day) {
        return day.classes();
    }

    @Override
    public KindCounts<ClientClass> sum(List<KindCounts<ClientClass>> days) {
        return days.stream().reduce(KindCounts.none(), KindCounts::plus);
    }
}
