package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Renames;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Access;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The arrivals since a moment, at most an hour ago, of repositories that the caller may see. */
public record ArrivalsQuery(Caller caller, Instant from, Instant stepsFrom) implements PartitionQuery<FoundArrivals> {

    @Override
    public LocalRead<FoundArrivals> answer(PartitionView view) {
        Access access = view.access(caller);
        Renames renames = view.renames();
        return view.state()
                .arrivals()
                .lastHour(view.partition(), from, stepsFrom, view.visibility().summed(caller))
                .map(hour -> {
                    var seen = new ArrayList<ArrivedRepository>();
                    hour.sums().repositories().forEach(one -> {
                        RepoId name = renames.lineage(one.repo()).name();
                        if (access.isVisible(name))
                            seen.add(new ArrivedRepository(name, access.wasPrivate(name), one.downloads()));
                    });
                    return new FoundArrivals(
                            hour.sinceMillis(),
                            hour.steps(),
                            hour.sums().excluded(),
                            hour.sums().rejected(),
                            hour.sums().agents(),
                            seen);
                });
    }

    @Override
    public FoundArrivals merge(List<FoundArrivals> parts) {
        return parts.stream().reduce(FoundArrivals.NOTHING, FoundArrivals::plus);
    }
}
