package dev.footfall.queryapi.http;

import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Visibility;
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
    /** The repository of the request's path, if the caller may see it, should it exist. */
    Optional<RepoId> repository(Request request) {
        return request.repository().filter(repo -> visibility.isVisible(repo, request.caller()));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
