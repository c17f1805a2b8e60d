package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.counting.DayProjection.DaySection;
import dev.footfall.aggregator.session.ClassCounts;
import dev.footfall.aggregator.session.Head;
import dev.footfall.aggregator.session.HeadKind;
import dev.footfall.rules.clients.ClientClass;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Downloads by the class of the client of the day's sessions. With it, sessions have their client and way, too. */
public final class Classes implements DayProjection {
    /** Its name in the setting {@code projections}. */
    public static final String NAME = "classes";

    private static final int SECTION = 5;

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
        return new RunningTallies(Classes::number);
    }

    @Override
    public DaySection read(ValueReader section) {
        return RunningTallies.read(Classes::number, section);
    }

    @Override
    public HeadKind.Told heads() {
        return HeadKind.Told.CLASSES;
    }

    @Override
    public void seal(DaySection counts, JsonGenerator json) throws IOException {
        Map<ClientClass, Long> downloads = ((RunningTallies) counts).toCounts(ClientClass.class, ClientClass::ofNumber);
        JsonTree.write(NAME, downloads, ClientClass::label, json);
    }

    @Override
    public DaySection unsealDay(JsonTree day) {
        return RunningTallies.of(
                Classes::number, day.numbers(NAME, ClientClass.values(), ClientClass::label), ClientClass::number);
    }

    /** The classes of a daily row's value; none if it was counted without them. */
    public static ClassCounts of(byte[] row) {
        return Projections.section(row, SECTION)
                .map(section -> new ClassCounts(RunningTallies.read(Classes::number, section)
                        .toCounts(ClientClass.class, ClientClass::ofNumber)))
                .orElse(ClassCounts.NONE);
    }

    /** The downloads of these classes in a daily row's value. */
    public static long downloads(byte[] row, Set<ClientClass> classes) {
        Optional<ValueReader> section = Projections.section(row, SECTION);
        return section.isPresent()
                ? RunningTallies.sum(section.get(), of -> classes.contains(ClientClass.ofNumber(of)))
                : 0;
    }

    private static int number(Head head) {
        return head.clientClass().number();
    }
}
