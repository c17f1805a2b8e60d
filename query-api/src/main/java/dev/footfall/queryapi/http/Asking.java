package dev.footfall.queryapi.http;

import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Visibility;
import dev.footfall.queryapi.auth.Visibility.Sight;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.StateReader;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What every route about numbers needs.
 *
 * @param state the partitions
 * @param visibility which repositories a caller may see
 * @param numbers how answers become replies
 * @param clock says which day is today, in UTC
 */
record Asking(StateReader state, Visibility visibility, Numbers numbers, Clock clock) {
    /**
     * The repository of the request's path, if it is known and the caller may see it. One that the caller may not see
     * takes the same steps as one that never was: both are looked up, and both end here, with the same answer.
     *
     * @throws Refused if it cannot be said now; the reply is the same for both of them, too
     */
    Optional<RepoId> repository(Request request) {
        Optional<RepoId> named = request.repository();
        if (named.isEmpty()) return named;
        Sight sight = visibility.sight(named.get(), request.caller());
        Answer<Optional<DailyCounts>> totals = state.totals(named.get());
        if (sight == Sight.REGISTERED || sight == Sight.UNREGISTERED && isCounted(totals)) return named;

        Reply unknown = numbers.reply(totals, false, any -> Optional.empty());
        if (unknown.status() != 404) throw new Refused(unknown);
        return Optional.empty();
    }

    private static boolean isCounted(Answer<Optional<DailyCounts>> totals) {
        return totals.fold(
                complete -> complete.value().isPresent(), partial -> partial.value().isPresent(), unavailable -> false);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
