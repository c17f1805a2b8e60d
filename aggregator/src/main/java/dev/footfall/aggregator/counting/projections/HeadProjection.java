package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counts.KindCounts;
import dev.footfall.aggregator.session.Head;
import dev.footfall.aggregator.session.HeadDetail;
import dev.footfall.events.ClientProduct;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.clients.ClientClass;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/** Downloads of a day by the kind that each session's head has, such as its client. */
record HeadProjection<K extends Enum<K>>(Id id, Kinds<K> kinds) implements DayProjection {
    /** By the client of the day's sessions. With it, sessions have their way, too. */
    static final HeadProjection<ClientProduct> CLIENTS = new HeadProjection<>(
            new Id(ProjectionNames.CLIENTS, 2, HeadDetail.CLIENTS),
            new Kinds<>(
                    ClientProduct.class,
                    head -> head.client().number(),
                    ClientProduct::number,
                    ClientProduct::ofNumber,
                    ClientProduct::label));

    /** By the class of the client of the day's sessions. With it, sessions have their client and way, too. */
    static final HeadProjection<ClientClass> CLASSES = new HeadProjection<>(
            new Id(ProjectionNames.CLASSES, 5, HeadDetail.CLASSES),
            new Kinds<>(
                    ClientClass.class,
                    head -> head.clientClass().number(),
                    ClientClass::number,
                    ClientClass::ofNumber,
                    ClientClass::label));

    /** {@code ofHead}: of a head's kind, 0 to 127; {@code number}, {@code label}: in the store, in sealed days. */
    record Kinds<K extends Enum<K>>(
            Class<K> type,
            ToIntFunction<Head> ofHead,
            ToIntFunction<K> number,
            IntFunction<K> ofNumber,
            Function<K, String> label) {}

    @Override
    public DaySection empty() {
        return new RunningTallies(kinds.ofHead);
    }

    @Override
    public DaySection read(ValueReader section) {
        return RunningTallies.read(kinds.ofHead, section);
    }

    @Override
    public void seal(DaySection counts, ObjectNode json) {
        Map<K, Long> downloads = ((RunningTallies) counts).toCounts(kinds.type, kinds.ofNumber);
        JsonTree.write(name(), downloads, kinds.label, json);
    }

    @Override
    public DaySection unsealDay(JsonTree day) {
        Map<K, Long> downloads = day.numbers(name(), kinds.type.getEnumConstants(), kinds.label);
        return RunningTallies.of(kinds.ofHead, downloads, kinds.number);
    }

    /** The counts of a daily row's value; none if it was counted without them. */
    KindCounts<K> counts(byte[] row) {
        return RowFormat.section(row, section())
                .map(section -> new KindCounts<>(
                        RunningTallies.read(kinds.ofHead, section).toCounts(kinds.type, kinds.ofNumber)))
                .orElse(KindCounts.none());
    }
}
