package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.time.LocalDate;

/**
 * A day on which a repository had many more downloads than it usually has.
 *
 * @param repo its name in the events
 * @param date the day
 * @param downloads of that day
 * @param median of the downloads of the days before, of which those without any are 0
 */
public record Spike(RepoId repo, LocalDate date, long downloads, long median) {}
