package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Visibility;
import java.util.function.Function;
import java.util.function.Predicate;

/** What several questions ask of one partition. */
final class Reads {
    private Reads() {}

    /** A read with another value. */
    static <T, R> LocalRead<R> map(LocalRead<T> read, Function<T, R> change) {
        return read.fold(
                found -> new LocalRead.Found<>(change.apply(found.value()), found.asOf()),
                notOwned -> new LocalRead.NotOwned<>(notOwned.partition()),
                notReady -> new LocalRead.NotReady<>(notReady.partition(), notReady.why()));
    }

    static LocalRead<RepositoryNumbers> numbers(LocalState state, RepoId repo) {
        return state.totals(repo)
                .then(counted -> map(state.likes(repo), likes -> new RepositoryNumbers(counted, likes)));
    }

    /** Which of the repositories that have counted events the caller may see. */
    static Predicate<RepoId> visibleTo(Caller caller, Visibility visibility) {
        return repo -> sight(repo, caller, visibility) != Visibility.Sight.HIDDEN;
    }

    /** How the caller sees a repository that has counted events. */
    static Visibility.Sight sight(RepoId repo, Caller caller, Visibility visibility) {
        try {
            return visibility.sight(repo, caller);
        } catch (IllegalStateException e) { // so the port says that it is not ready
            throw new Question.Unknowable("the registrations cannot be asked yet");
        }
    }

    /** Which of all repositories that anything may name, such as a like, the caller may see. */
    static Predicate<RepoId> knownTo(Caller caller, LocalState state, Visibility visibility) {
        Predicate<RepoId> visible = visibleTo(caller, visibility);
        return repo -> visible.test(repo) && (visibility.isRegistered(repo) || hasCounted(state, repo));
    }

    private static boolean hasCounted(LocalState state, RepoId repo) {
        return state.totals(repo)
                .fold(
                        found -> found.value().isPresent(),
                        notOwned -> {
                            throw new Question.Unknowable("the partition has just gone elsewhere");
                        },
                        notReady -> {
                            throw new Question.Unknowable(notReady.why());
                        });
    }
}
