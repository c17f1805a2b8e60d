package dev.footfall.dialects.analytics;

import dev.footfall.aggregator.query.RepositorySession;

/** {@code user} is "" for a visitor without a name, and for one whose name was erased. */
public record NamedSession(RepositorySession session, String user) {}
