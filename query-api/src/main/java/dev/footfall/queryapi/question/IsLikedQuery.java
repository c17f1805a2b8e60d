package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;

public record IsLikedQuery(Lineage repo, String user) implements RepositoryQuery<Boolean> {
    @Override
    public LocalRead<Boolean> answer(RepoId name, PartitionView view) {
        return LocalRead.each(
                        view.users().of(user), stored -> view.state().likes().isLiked(name, stored))
                .map(each -> each.contains(true));
    }

    @Override
    public Boolean sum(Boolean one, Boolean other) {
        return one || other;
    }
}
