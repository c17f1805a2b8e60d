package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.NamedCounts;
import java.time.LocalDate;

public record NameDay(LocalDate date, NamedCounts counts) {}
