package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;

/** The newest likes of a repository. */
public record LikersQuery(RepoId repo, int limit) implements RepositoryQuery<List<Like>> {
    @Override
    public LocalRead<List<Like>> answer(PartitionView view) {
        return view.state().likers(repo, limit);
    }
}
