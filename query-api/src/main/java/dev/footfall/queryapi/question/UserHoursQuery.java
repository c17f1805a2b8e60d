package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.events.renames.Renames;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Access;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;

/**
 * One user's hours in repositories that the caller may see. Whether the caller may ask for that user is for the endpoint to
 * decide.
 */
public record UserHoursQuery(String user, HourRange period, Caller caller) implements PartitionQuery<UserHours> {
    /** From this many days on, partitions are read in parallel. */
    private static final int MANY_DAYS = 31;

    @Override
    public LocalRead<UserHours> answer(PartitionView view) {
        Renames renames = view.renames();
        Access access = view.access(caller);
        return LocalRead.each(
                        view.users().of(user),
                        stored -> view.state().users().hours(view.partition(), stored, period, access::isVisible))
                .map(parts -> UserHours.merge(parts).named(renames::nameOf));
    }

    @Override
    public boolean isReadInParallel() {
        return period.lastDay() - period.firstDay() >= MANY_DAYS;
    }

    @Override
    public UserHours merge(List<UserHours> parts) {
        return UserHours.merge(parts).named(name -> name);
    }
}
