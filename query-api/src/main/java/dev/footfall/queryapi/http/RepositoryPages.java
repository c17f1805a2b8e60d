package dev.footfall.queryapi.http;

import dev.footfall.aggregator.query.LocalState.RepositoryPage;
import dev.footfall.events.RepoId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

public final class RepositoryPages {
    private static final int LENGTH = 1_000;

    private RepositoryPages() {}

    /** The entries of all pages, in the order of their repositories; each page is read when it is needed. */
    public static <T> Stream<T> all(
            Optional<RepoId> after, Function<RepositoryPage, List<T>> read, Function<T, RepoId> repository) {
        return Stream.iterate(read.apply(new RepositoryPage(after, LENGTH)), page -> !page.isEmpty(), page -> {
                    if (page.size() < LENGTH) return List.of();
                    RepoId last = repository.apply(page.get(page.size() - 1));
                    return read.apply(new RepositoryPage(Optional.of(last), LENGTH));
                })
                .flatMap(List::stream);
    }
}
