package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.counting.DayProjection.DaySection;
import dev.footfall.aggregator.session.ClientCounts;
import dev.footfall.aggregator.session.Head;
import dev.footfall.aggregator.session.HeadKind;
import dev.footfall.events.ClientProduct;
import java.io.IOException;
import java.util.Map;

/** Downloads by the client of the day's sessions. With it, sessions have their way, too. */
public final class Clients implements DayProjection {
    /** Its name in the setting {@code projections}. */
    public static final String NAME = "clients";

    private static final int SECTION = 2;

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
        return new RunningTallies(Clients::number);
    }

    @Override
    public DaySection read(ValueReader section) {
        return RunningTallies.read(Clients::number, section);
    }

    @Override
    public HeadKind.Told heads() {
        return HeadKind.Told.CLIENTS;
    }

    @Override
    public void seal(DaySection counts, JsonGenerator json) throws IOException {
        Map<ClientProduct, Long> downloads =
                ((RunningTallies) counts).toCounts(ClientProduct.class, ClientProduct::ofNumber);
        JsonTree.write(NAME, downloads, ClientProduct::label, json);
    }

    @Override
    public DaySection unsealDay(JsonTree day) {
        return RunningTallies.of(
                Clients::number,
                day.numbers(NAME, ClientProduct.values(), ClientProduct::label),
                ClientProduct::number);
    }

    /** The clients of a daily row's value; none if it was counted without them. */
    public static ClientCounts of(byte[] row) {
        return Projections.section(row, SECTION)
                .map(section -> new ClientCounts(RunningTallies.read(Clients::number, section)
                        .toCounts(ClientProduct.class, ClientProduct::ofNumber)))
                .orElse(ClientCounts.NONE);
    }

    private static int number(Head head) {
        return head.client().number();
    }
}
