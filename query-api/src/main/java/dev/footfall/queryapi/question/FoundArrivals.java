package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.ArrivalStep;
import dev.footfall.aggregator.counts.LastHour;
import dev.footfall.events.ClientProduct;
import dev.footfall.rules.ExclusionReason;
import java.util.List;
import java.util.Map;

/**
 * {@code sinceMillis}: the log time since which everything is known; {@code steps} ascend; {@code repositories} are
 * those with the most downloads, in no order.
 */
public record FoundArrivals(
        long sinceMillis,
        List<ArrivalStep> steps,
        Map<ExclusionReason, Long> excluded,
        long rejected,
        Map<ClientProduct, Long> agents,
        List<ArrivedRepository> repositories) {
    /** The length of a step. */
    public static final long STEP_MILLIS = LastHour.STEP_MILLIS;

    static final FoundArrivals NOTHING = new FoundArrivals(0, List.of(), Map.of(), 0, Map.of(), List.of());

    FoundArrivals plus(FoundArrivals other) {
        return new FoundArrivals(
                Math.max(sinceMillis, other.sinceMillis),
                Sums.by(ArrivalStep::atMillis, ArrivalStep::plus, steps, other.steps),
                Sums.of(excluded, other.excluded),
                rejected + other.rejected,
                Sums.of(agents, other.agents),
                Sums.by(ArrivedRepository::repo, ArrivedRepository::plus, repositories, other.repositories));
    }
}
