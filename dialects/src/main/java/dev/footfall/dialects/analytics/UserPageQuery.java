package dev.footfall.dialects.analytics;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.NameUsers;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.aggregator.query.StateVersion;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.events.renames.Renames;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A page of one partition's users; {@code after}, the last of the page before, is empty for the first. */
public record UserPageQuery(int partition, HourRange period, Optional<String> after, Caller caller)
        implements PartitionQuery<UserPageQuery.Versioned> {
    record Versioned(StateVersion version, UserPage page) {}

    @Override
    public Set<Integer> partitions(Partitioning log) {
        return Set.of(partition);
    }

    @Override
    public LocalRead<Versioned> answer(PartitionView view) {
        return view.state().version(view.partition()).then(version -> {
            Renames renames = view.renames(); // after the version: an answer that is kept is as new
            return view.state()
                    .users()
                    .page(view.partition(), period, after, view.access(caller)::isVisible)
                    .map(page -> new Versioned(version, named(page, renames)));
        });
    }

    private static UserPage named(UserPage page, Renames renames) {
        List<NameUsers> names = page.names().stream()
                .map(of -> new NameUsers(renames.nameOf(of.name()), of.places()))
                .toList();
        return new UserPage(page.users(), page.repositories(), names, page.userDays(), page.last());
    }

    @Override
    public Versioned merge(List<Versioned> parts) {
        return parts.get(0);
    }
}
