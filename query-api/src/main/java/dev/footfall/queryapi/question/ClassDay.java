package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.KindCounts;
import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.queryapi.route.BalancedDays;
import dev.footfall.queryapi.route.RowDays;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;

/** {@code visitors} with a counted download, of each name of the repository; distinct within the day only. */
public record ClassDay(RepositoryDay counts, KindCounts<ClientClass> classes, long visitors) {
    static final RowDays<ClassDay> ROWS = new RowDays<>(ClassDay::of, ClassDay::date, ClassDay::plus);

    static final BalancedDays<ClassDay> BALANCED = new BalancedDays<>(
            ROWS,
            date -> of(RepositoryDay.empty(date)),
            (day, balance) -> new ClassDay(day.counts.withBalance(balance), day.classes, day.visitors));

    /** An empty day; its date is meaningless. */
    public static final ClassDay NOTHING = of(RepositoryDay.empty(LocalDate.EPOCH));

    public static ClassDay of(RepositoryDay counts) {
        return new ClassDay(counts, KindCounts.none(), 0);
    }

    public LocalDate date() {
        return counts.date();
    }

    public ClassDay plus(ClassDay other) {
        return new ClassDay(counts.plus(other.counts), classes.plus(other.classes), visitors + other.visitors);
    }

    static ClassDay of(CountedDay day) {
        return new ClassDay(RepositoryDay.of(day), day.classes(), day.visitors());
    }
}
