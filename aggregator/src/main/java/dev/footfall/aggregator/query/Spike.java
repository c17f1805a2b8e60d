package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.time.LocalDate;

/** {@code median}: of the days before, the lower one of two; a day without downloads is 0. */
public record Spike(RepoId repo, LocalDate date, long downloads, long median) {}
