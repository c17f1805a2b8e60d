package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.Head.HeadKind;
import dev.footfall.rules.clients.ClientClass;

/** Downloads by the class of the client of the day's sessions. With it, sessions have their client and way, too. */
final class Classes implements HeadProjection<ClientClass> {
    static final Id ID = new Id(Projections.CLASSES, 5, HeadKind.Told.CLASSES);
    static final Kinds<ClientClass> KINDS = new Kinds<>(
            ClientClass.class,
            head -> head.clientClass().number(),
            ClientClass::number,
            ClientClass::ofNumber,
            ClientClass::label);

    @Override
    public Id id() {
        return ID;
    }

    @Override
    public Kinds<ClientClass> kinds() {
        return KINDS;
    }
}
