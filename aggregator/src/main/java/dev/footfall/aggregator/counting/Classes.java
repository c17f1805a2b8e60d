package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.HeadProjection.RunningTallies;
import dev.footfall.aggregator.session.ClassCounts;
import dev.footfall.aggregator.session.Head.HeadKind;
import dev.footfall.rules.clients.ClientClass;
import java.util.Optional;
import java.util.Set;

/** Downloads by the class of the client of the day's sessions. With it, sessions have their client and way, too. */
public final class Classes implements HeadProjection<ClientClass> {
    public static final String NAME = "classes";

    private static final Id ID = new Id(NAME, 5, HeadKind.Told.CLASSES);
    private static final Kinds<ClientClass> KINDS = new Kinds<>(
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

    /** The classes of a daily row's value; none if it was counted without them. */
    public static ClassCounts of(byte[] row) {
        return Projections.section(row, ID.section())
                .map(section -> new ClassCounts(KINDS.counts(section)))
                .orElse(ClassCounts.NONE);
    }

    public static long downloads(byte[] row, Set<ClientClass> classes) {
        if (classes.isEmpty()) return RowFormat.counts(row).downloads();
        Optional<ValueReader> section = Projections.section(row, ID.section());
        return section.isPresent()
                ? RunningTallies.sum(section.get(), of -> classes.contains(ClientClass.ofNumber(of)))
                : 0;
    }
}
