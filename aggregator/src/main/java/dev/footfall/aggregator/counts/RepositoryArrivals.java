package dev.footfall.aggregator.counts;

import dev.footfall.events.RepoId;

/** By its name in the events; at least so many downloads, as minutes in which it had few are not in it. */
public record RepositoryArrivals(RepoId repo, long downloads) {}
