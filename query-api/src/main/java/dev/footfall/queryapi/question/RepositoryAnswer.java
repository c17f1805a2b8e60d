package dev.footfall.queryapi.question;

import dev.footfall.events.RepoId;

/** The answer about one repository, which it names, or about some of its names. */
public interface RepositoryAnswer<T> {
    RepoId repo();

    T plus(T other);
}
