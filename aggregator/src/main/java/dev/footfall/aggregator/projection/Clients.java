package dev.footfall.aggregator.projection;

import dev.footfall.aggregator.rollup.ClientCounts;
import dev.footfall.aggregator.session.Head;
import dev.footfall.aggregator.store.ValueReader;
import dev.footfall.events.ClientProduct;
import java.util.function.ToIntFunction;

/** Downloads by the client of the day's sessions. With it, sessions have their way, too. */
public final class Clients implements DayProjection {
    /** Its name in the setting {@code projections}. */
    public static final String NAME = "clients";

    private static final int SECTION = 2;
    private static final ToIntFunction<Head> NUMBER = head -> head.client().number();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int section() {
        return SECTION;
    }

    @Override
    public DaySection empty() {
        return new RunningTallies(NUMBER);
    }

    @Override
    public DaySection read(ValueReader section) {
        return RunningTallies.read(NUMBER, section);
    }

    /** The clients of a daily row's value; none if it was counted without them. */
    public static ClientCounts of(byte[] row) {
        return Projections.section(row, SECTION)
                .map(section -> new ClientCounts(
                        RunningTallies.read(NUMBER, section).toCounts(ClientProduct.class, ClientProduct::ofNumber)))
                .orElse(ClientCounts.NONE);
    }
}
