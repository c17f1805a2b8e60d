package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counting.LastHour;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.renames.Renames;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Access;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.rules.ExclusionReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The arrivals since a moment, at most an hour ago, of repositories that the caller may see. */
public record ArrivalsQuery(Caller caller, Instant from, Instant stepsFrom)
        implements PartitionQuery<ArrivalsQuery.Found> {
    /**
     * {@code sinceMillis}: the log time since which everything is known; {@code steps} ascend; {@code repositories} are
     * those with the most downloads, in no order.
     */
    public record Found(
            long sinceMillis,
            List<LastHour.Step> steps,
            Map<ExclusionReason, Long> excluded,
            long rejected,
            Map<ClientProduct, Long> agents,
            List<Repository> repositories) {
        private static final Found NOTHING = new Found(0, List.of(), Map.of(), 0, Map.of(), List.of());

        private Found plus(Found other) {
            return new Found(
                    Math.max(sinceMillis, other.sinceMillis),
                    Sums.by(LastHour.Step::atMillis, LastHour.Step::plus, steps, other.steps),
                    LastHour.Sums.plus(excluded, other.excluded),
                    rejected + other.rejected,
                    LastHour.Sums.plus(agents, other.agents),
                    Sums.by(Repository::repo, Repository::plus, repositories, other.repositories));
        }
    }

    /** {@code isPrivate}: when the caller was found to be allowed to see it; at least {@code downloads}, ≥ 1. */
    public record Repository(RepoId repo, boolean isPrivate, long downloads) {
        private Repository plus(Repository other) {
            return new Repository(repo, isPrivate, downloads + other.downloads);
        }
    }

    @Override
    public LocalRead<Found> answer(PartitionView view) {
        Access access = view.access(caller);
        Renames renames = view.renames();
        return view.state()
                .arrivals(view.partition(), from, stepsFrom, access.summed())
                .map(hour -> {
                    var seen = new ArrayList<Repository>();
                    for (LastHour.Repository one : hour.sums().repositories()) {
                        RepoId name = renames.lineage(one.repo()).name();
                        if (access.isVisible(name))
                            seen.add(new Repository(name, access.wasPrivate(name), one.downloads()));
                    }
                    LastHour.Sums sums = hour.sums();
                    return new Found(
                            hour.sinceMillis(), hour.steps(), sums.excluded(), sums.rejected(), sums.agents(), seen);
                });
    }

    @Override
    public Found merge(List<Found> parts) {
        return parts.stream().reduce(Found.NOTHING, Found::plus);
    }
}
