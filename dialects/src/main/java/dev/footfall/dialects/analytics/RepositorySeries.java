package dev.footfall.dialects.analytics;

import dev.footfall.events.RepoId;
import dev.footfall.queryapi.question.RepositoryAnswer;
import dev.footfall.queryapi.question.Sums;
import java.util.List;

/** {@code points}: those with a file, ascending. */
public record RepositorySeries(RepoId repo, List<SeriesPoint> points) implements RepositoryAnswer<RepositorySeries> {
    @Override
    public RepositorySeries plus(RepositorySeries other) {
        return new RepositorySeries(repo, Sums.by(SeriesPoint::hour, SeriesPoint::plus, points, other.points));
    }
}
