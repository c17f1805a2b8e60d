package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.ClientCounts;
import dev.footfall.aggregator.session.Head.HeadKind;
import dev.footfall.events.ClientProduct;

/** Downloads by the client of the day's sessions. With it, sessions have their way, too. */
public final class Clients implements HeadProjection<ClientProduct> {
    public static final String NAME = "clients";

    private static final Id ID = new Id(NAME, 2, HeadKind.Told.CLIENTS);
    private static final Kinds<ClientProduct> KINDS = new Kinds<>(
            ClientProduct.class,
            head -> head.client().number(),
            ClientProduct::number,
            ClientProduct::ofNumber,
            ClientProduct::label);

    @Override
    public Id id() {
        return ID;
    }

    @Override
    public Kinds<ClientProduct> kinds() {
        return KINDS;
    }

    /** The clients of a daily row's value; none if it was counted without them. */
    public static ClientCounts of(byte[] row) {
        return Projections.section(row, ID.section())
                .map(section -> new ClientCounts(KINDS.counts(section)))
                .orElse(ClientCounts.NONE);
    }
}
