package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;

public record ClassDaysQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositoryQuery<List<ClassDay>> {
    @Override
    public LocalRead<List<ClassDay>> answer(RepoId name, PartitionView view) {
        return view.state().days(name, from, to, ClassDay::of);
    }

    @Override
    public List<ClassDay> sum(List<ClassDay> one, List<ClassDay> other) {
        return Sums.by(ClassDay::date, ClassDay::plus, one, other);
    }
}
