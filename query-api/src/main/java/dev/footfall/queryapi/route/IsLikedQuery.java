package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;

/** The question of a like: true if the user likes the repository. */
record IsLikedQuery(RepoId repo, String user) implements RepositoryQuery<Boolean> {
    @Override
    public LocalRead<Boolean> answer(PartitionView view) {
        return view.state().isLiked(repo, user);
    }
}
