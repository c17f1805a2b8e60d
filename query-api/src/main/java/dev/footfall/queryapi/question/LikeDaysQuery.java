package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LikeDay;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;

/** Days of [{@code from}, {@code to}] of the latest like changes, ascending. */
public record LikeDaysQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositoryQuery<List<LikeDay>> {
    @Override
    public LocalRead<List<LikeDay>> answer(RepoId name, PartitionView view) {
        return view.state().likes().likeDays(name, from, to);
    }

    @Override
    public List<LikeDay> sum(List<LikeDay> one, List<LikeDay> other) {
        return Sums.by(LikeDay::date, LikeDay::plus, one, other);
    }
}
