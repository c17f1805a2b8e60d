package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.RepositorySession;

/**
 * A download of a repository, and whose it is.
 *
 * @param session the download
 * @param user the user's name; "" for a visitor without one, and for one whose name was erased
 */
public record NamedSession(RepositorySession session, String user) {}
