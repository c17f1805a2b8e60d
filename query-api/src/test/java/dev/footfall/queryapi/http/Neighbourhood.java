package dev.footfall.queryapi.http;

import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.events.BalanceDays;
import dev.footfall.events.BalanceNumbers;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Repositories of every kind, and callers of every kind. */
final class Neighbourhood {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    private Neighbourhood() {}

    enum Repository {
        PUBLIC("acme/open"),
        UNREGISTERED("acme/wild"),
        PRIVATE("acme/secret"),
        REMOVED("acme/gone"),
        REMOVED_PRIVATE("acme/gone-secret"),
        UNKNOWN("acme/never");

        private final String fullName;

        Repository(String fullName) {
            this.fullName = fullName;
        }

        String path() {
            return "/models/" + fullName;
        }

        RepoId id() {
            return RepoId.of(RepoType.MODEL, "acme", fullName.substring("acme/".length()))
                    .orElseThrow();
        }
    }

    enum Asker {
        ANONYMOUS(Optional.empty(), false),
        STRANGER(Optional.of(Tokens.bearer("bob", Set.of("others"), false)), false),
        EXPIRED(Optional.of("Bearer e30.e30.e30"), false),
        OWNER(Optional.of(Tokens.bearer("acme", Set.of(), false)), true),
        MEMBER(Optional.of(Tokens.bearer("carol", Set.of("acme", "others"), false)), true),
        ADMINISTRATOR(Optional.of(Tokens.bearer("root", Set.of(), true)), true);

        private final Optional<String> authorization;
        private final boolean ownsAcme;

        Asker(Optional<String> authorization, boolean ownsAcme) {
            this.authorization = authorization;
            this.ownsAcme = ownsAcme;
        }

        /** As lines of a request. */
        String[] headers() {
            return authorization
                    .map(value -> new String[] {"Authorization: " + value})
                    .orElse(new String[0]);
        }

        boolean isKnown() {
            return this != ANONYMOUS && this != EXPIRED;
        }

        boolean maySee(Repository repository) {
            return switch (repository) {
                case PUBLIC, UNREGISTERED -> true;
                case PRIVATE -> ownsAcme;
                case REMOVED, REMOVED_PRIVATE, UNKNOWN -> false;
            };
        }
    }

    /** The system that counted ten downloads of each but the unknown one, and one on a day. */
    static String origin(Repository repository) {
        return "origin-of-" + repository.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static OpeningBalances balances() {
        var balances = new OpeningBalances();
        for (Repository repository : Repository.values()) {
            if (repository == Repository.UNKNOWN) continue;
            var lump = new BalanceDays(origin(repository), TODAY.minusDays(400), true);
            var day = new BalanceDays(origin(repository), TODAY.minusDays(90), false);
            balances.apply(new OpeningBalance(repository.id(), lump, Optional.of(BalanceNumbers.of(10)), Tokens.NOW));
            balances.apply(new OpeningBalance(repository.id(), day, Optional.of(BalanceNumbers.of(0)), Tokens.NOW));
        }
        return balances;
    }

    /** All of them but the unknown one, with a download each. */
    static InMemoryState state(int partitions) {
        var state = new InMemoryState(partitions);
        for (Repository repository : Repository.values()) {
            if (repository == Repository.UNKNOWN) continue;
            state.putHours(repository.id(), TODAY, new TreeMap<>(Map.of(5, new HourCounts(1, 1, 10))));
            var hour = new UserHour(repository.id(), TODAY.atTime(5, 0).toInstant(ZoneOffset.UTC), 1, 1, 10);
            state.put("alice", hour).put(repository.path(), hour);
            boolean isPrivate = repository == Repository.PRIVATE || repository == Repository.REMOVED_PRIVATE;
            boolean isRemoved = repository == Repository.REMOVED || repository == Repository.REMOVED_PRIVATE;
            if (repository != Repository.UNREGISTERED) {
                state.register(new RepositoryEvent(
                        repository.id(), Tokens.NOW, isRemoved, isPrivate, false, RepositoryDetails.NONE));
            }
        }
        return state.current(Served.NOW, 3);
    }
}
