package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Visibility;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What many repositories add up to; each partition answers for those that it has.
 *
 * @param repos which ones
 * @param from the first day of the recent downloads
 * @param to the last one, inclusive
 */
record ManyRepositories(List<RepoId> repos, LocalDate from, LocalDate to)
        implements WholeQuestion<List<RepositorySummary>> {
    private static final Form<List<RepositorySummary>> FORM = new Form<RepositorySummary>(
                    (summary, out) -> {
                        Forms.REPO.write(summary.repo(), out);
                        Forms.NUMBERS.write(summary.numbers(), out);
                        out.writeLong(summary.recentDownloads());
                    },
                    in -> new RepositorySummary(Forms.REPO.read(in), Forms.NUMBERS.read(in), in.readLong()))
            .list();

    ManyRepositories {
        repos = List.copyOf(repos);
    }

    static ManyRepositories read(DataInput in) throws IOException {
        return new ManyRepositories(Forms.REPO.list().read(in), Forms.DATE.read(in), Forms.DATE.read(in));
    }

    @Override
    public LocalRead<List<RepositorySummary>> ask(LocalState state, Visibility visibility, int partition) {
        var summaries = new ArrayList<RepositorySummary>();
        LocalRead<List<RepositorySummary>> all = new LocalRead.NotOwned<>(partition);
        for (RepoId repo : repos) {
            if (state.partitionOf(repo) != partition) continue;
            boolean isFirst = summaries.isEmpty();
            LocalRead<List<RepositorySummary>> read = Reads.map(summary(state, repo), summary -> {
                summaries.add(summary);
                return summaries;
            });
            all = isFirst ? read : all.then(before -> read);
            if (!(all instanceof LocalRead.Found)) return all;
        }
        return all;
    }

    private LocalRead<RepositorySummary> summary(LocalState state, RepoId repo) {
        return Reads.numbers(state, repo)
                .then(numbers -> Reads.map(
                        state.days(repo, from, to),
                        days -> new RepositorySummary(
                                repo,
                                numbers,
                                days.stream()
                                        .mapToLong(day -> day.counts().downloads())
                                        .sum())));
    }

    @Override
    public QuestionKind kind() {
        return QuestionKind.MANY;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        Forms.REPO.list().write(repos, out);
        Forms.DATE.write(from, out);
        Forms.DATE.write(to, out);
    }

    @Override
    public Form<List<RepositorySummary>> form() {
        return FORM;
    }
}
