package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.live.LivePartitions;

public record NodeContents(LivePartitions live, Registrations registrations, RestoreProgress copies, LogEnds ends) {}
