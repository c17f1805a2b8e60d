package dev.footfall.queryapi.http;

import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.StateReader;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Predicate;

/**
 * What every route about numbers needs.
 *
 * @param state the partitions
 * @param visible which repositories the public may see
 * @param numbers how answers become replies
 * @param clock says which day is today, in UTC
 */
record Asking(StateReader state, Predicate<RepoId> visible, Numbers numbers, Clock clock) {
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
