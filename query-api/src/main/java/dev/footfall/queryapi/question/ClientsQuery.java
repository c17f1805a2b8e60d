package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.KindCounts;
import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.renames.Lineage;
import java.time.LocalDate;
import java.util.List;

public record ClientsQuery(Lineage repo, LocalDate from, LocalDate to)
        implements RepositorySumQuery<KindCounts<ClientProduct>> {
    @Override
    public KindCounts<ClientProduct> partOf(CountedDay day) {
        return day.clients();
    }

    @Override
    public KindCounts<ClientProduct> sum(List<KindCounts<ClientProduct>> days) {
        return days.stream().reduce(KindCounts.none(), KindCounts::plus);
    }
}
