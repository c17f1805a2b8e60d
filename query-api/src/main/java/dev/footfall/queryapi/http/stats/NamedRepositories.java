package dev.footfall.queryapi.http.stats;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.VisibleRepositories;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The visible repositories whose names, {@code namespace/name}, begin so, by type and name; {@code type}: empty for all. */
record NamedRepositories(VisibleRepositories known, Optional<RepoType> type, String prefix) {
    static final Comparator<RepoType> BY_LABEL = Comparator.comparing(RepoType::label);

    private static final int LONGEST = 96;

    Stream<RepoType> types() {
        return Stream.of(RepoType.values()).sorted(BY_LABEL).filter(each -> type.isEmpty() || type.get() == each);
    }

    /** Those after a name, there or not. */
    Stream<RepoId> after(Optional<RepoId> place) {
        return types().filter(
                        each -> place.isEmpty() || BY_LABEL.compare(place.get().type(), each) <= 0)
                .flatMap(each -> after(each, place));
    }

    private Stream<RepoId> after(RepoType ofType, Optional<RepoId> place) {
        Optional<RepoId> first = first(ofType);
        if (first.isEmpty() && !prefix.isEmpty()) return Stream.empty();
        Optional<RepoId> begin =
                first.filter(repo -> place.isEmpty() || place.get().compareTo(repo) < 0);
        Optional<RepoId> last = place.filter(repo -> repo.type() == ofType);
        Stream<RepoId> later = known.all(ofType, begin.or(() -> last))
                .takeWhile(one -> one.repo().fullName().startsWith(prefix))
                .filter(known::isVisible)
                .map(VisibleRepositories.Candidate::repo);
        return Stream.concat(begin.stream().filter(known::isVisible), later);
    }

    /** The first name, there or not, that begins so; empty if none can. */
    private Optional<RepoId> first(RepoType ofType) {
        int slash = prefix.indexOf('/');
        if (prefix.isEmpty()) return Optional.empty();
        if (slash < 0) return RepoId.of(ofType, prefix + "-".repeat(Math.max(0, LONGEST - prefix.length())), "-");
        String namespace = prefix.substring(0, slash);
        String name = prefix.substring(slash + 1);
        return RepoId.of(ofType, namespace, name).or(() -> RepoId.of(ofType, namespace, name + "-"));
    }
}
