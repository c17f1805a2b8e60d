package dev.footfall.operations.sealing;

import java.time.LocalDate;
import java.util.Optional;

/**
 * {@code before}: the first day to be left; {@code isDry}: nothing is written or removed; {@code repairs}: days
 * whose records have other counts than this state, by the same rules, are written again; {@code replicationFactor}
 * of the topic of sealed days, should it be made; empty for the cluster's default.
 */
public record SealingOptions(LocalDate before, boolean isDry, boolean repairs, Optional<Short> replicationFactor) {}
