package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;

/** The same days as {@link DaysQuery}, with the classes of clients of each. */
public record ClassDaysQuery(RepoId repo, LocalDate from, LocalDate to) implements RepositoryQuery<List<ClassDay>> {
    @Override
    public LocalRead<List<ClassDay>> answer(PartitionView view) {
        return view.state().days(repo, from, to, ClassDay::of);
    }
}
