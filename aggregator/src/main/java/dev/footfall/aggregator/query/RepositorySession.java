package dev.footfall.aggregator.query;

import dev.footfall.events.ClientProduct;
import dev.footfall.events.VisitorId;
import java.time.Instant;

/** One download: its first and last counted file (of a slot, start and first file), and the software that sent the first. */
public record RepositorySession(VisitorId visitor, Instant first, Instant last, ClientProduct client) {}
