package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.Head.HeadKind;
import dev.footfall.events.ClientProduct;

/** Downloads by the client of the day's sessions. With it, sessions have their way, too. */
final class Clients implements HeadProjection<ClientProduct> {
    static final Id ID = new Id(Projections.CLIENTS, 2, HeadKind.Told.CLIENTS);
    static final Kinds<ClientProduct> KINDS = new Kinds<>(
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
}
