package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;

/** The sums of a repository's days, and its likes. */
public record NumbersQuery(RepoId repo) implements RepositoryQuery<RepositoryNumbers> {
    @Override
    public LocalRead<RepositoryNumbers> answer(PartitionView view) {
        return view.state()
                .totals(repo)
                .then(counted -> view.state().likes(repo).map(likes -> new RepositoryNumbers(counted, likes)));
    }
}
