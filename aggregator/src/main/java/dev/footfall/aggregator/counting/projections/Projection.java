package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.session.HeadDetail;
import java.util.Optional;

/**
 * A further way to add up the events of a partition, in the same transaction as the rows and as exact: counts of a
 * {@linkplain DayProjection repository's day} in its row, or entries of the {@linkplain PartitionProjection partition}. The
 * next one is listed in {@link Projections#ALL}; the store, the sealing and the load of sealed days follow from it.
 */
interface Projection {
    Id id();

    /**
     * {@code name} in the setting {@code projections}; {@code section}: number of its sections in the store, ≥ 1,
     * unique, and never that of a former projection: projections are named in this order; {@code heads}: the facts of
     * each session's first file that it needs.
     */
    record Id(String name, int section, HeadDetail heads) {
        Id(String name, int section) {
            this(name, section, HeadDetail.NOTHING);
        }
    }

    default String name() {
        return id().name();
    }

    /** The name, and after a colon the bound if it is not the standard one, as rule files have it. */
    default String form() {
        return name();
    }

    default int section() {
        return id().section();
    }

    default Optional<SealRecord> unseal(JsonTree json) {
        return Optional.empty();
    }
}
