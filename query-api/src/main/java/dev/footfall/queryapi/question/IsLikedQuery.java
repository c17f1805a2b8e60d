package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;

/** The question of a like: true if the user likes the repository. */
public record IsLikedQuery(RepoId repo, String user) implements RepositoryQuery<Boolean> {
    @Override
    public LocalRead<Boolean> answer(PartitionView view) {
        return view.state().isLiked(repo, user);
    }
}
