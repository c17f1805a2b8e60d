package dev.footfall.operations.spikes;

import dev.footfall.aggregator.query.Spike;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

public interface SpikeSource {
    List<Spike> on(LocalDate date);

    /** The message about one, as JSON; empty if not all that belongs to it can be asked now. */
    Optional<byte[]> message(Spike spike, Instant sent);
}
