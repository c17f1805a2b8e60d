package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.session.Head;
import dev.footfall.aggregator.session.Head.HeadKind;
import dev.footfall.aggregator.session.Head.HeadName;
import dev.footfall.aggregator.session.NamedCounts;
import dev.footfall.aggregator.session.Outcome.Counted;
import dev.footfall.events.CountryCode;
import dev.footfall.events.Observation;
import dev.footfall.rules.clients.ClientClass;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Downloads, files and bytes of a day by a name that each file has, such as its revision; the empty name is unknown.
 *
 * @param form as in {@link Projection#form}
 */
record NameProjection(Id id, Names names, String form) implements DayProjection {
    /** The revisions of a repository's day that are told apart, unless it is set. */
    static final int MOST_REVISIONS = 200;

    /** More than there are pairs of letters. */
    private static final int MOST_COUNTRIES = 1_000;

    /** By the client's country, with the distinct visitors of each. */
    static final NameProjection COUNTRIES = new NameProjection(
            new Id(Projections.COUNTRIES, 10),
            new Names(
                    MOST_COUNTRIES,
                    (event, outcome) -> event.countryNumber(),
                    head -> HeadName.country(head.name()),
                    (event, outcome) -> event.country(),
                    text -> CountryCode.number(text, 0, text.length),
                    HeadName::country),
            Projections.COUNTRIES);

    private static final byte[] MACHINE = "machine".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REGULAR = "regular".getBytes(StandardCharsets.US_ASCII);

    /**
     * By <a href="https://doi.org/10.7717/peerj-preprints.26505">COUNTER</a>'s access methods: those of people, with
     * browsers or unknown software, are regular, and all others those of machines.
     */
    static final NameProjection ACCESS = new NameProjection(
            new Id(Projections.ACCESS, 12, HeadKind.Told.CLASSES),
            new Names(
                    2,
                    (event, outcome) -> accessMethod(outcome.clientClass()),
                    head -> accessMethod(head.clientClass()),
                    (event, outcome) -> accessMethod(outcome.clientClass()) == 0 ? MACHINE : REGULAR,
                    text -> text[0] == MACHINE[0] ? 0 : 1,
                    null),
            Projections.ACCESS);

    static NameProjection revisions(int most) {
        return new NameProjection(
                new Id(Projections.REVISIONS, 9),
                new Names(
                        most,
                        (event, outcome) -> event.revisionHash(),
                        head -> HeadName.revision(head.name()),
                        (event, outcome) -> event.revision(),
                        text -> Observation.hash(text, 0, text.length),
                        null),
                most == MOST_REVISIONS ? Projections.REVISIONS : Projections.REVISIONS + ":" + most);
    }

    private static int accessMethod(ClientClass type) {
        return type == ClientClass.BROWSER || type == ClientClass.UNKNOWN ? 1 : 0;
    }

    /**
     * {@code most} names of a day are told apart. {@code ofEvent}: key of a file's name, ≥ 0; {@code ofHead}: of the
     * name in a session's head; {@code ofText}: of a name in UTF-8. {@code ofVisitors}: where the distinct visitors of each
     * name are counted, its key in the number that a session has of it; only of names that all are told apart.
     */
    record Names(
            int most,
            ToLongBiFunction<Observation, Counted> ofEvent,
            ToLongFunction<Head> ofHead,
            BiFunction<Observation, Counted, byte[]> text,
            ToLongFunction<byte[]> ofText,
            @Nullable LongUnaryOperator ofVisitors) {
        boolean hasVisitors() {
            return ofVisitors != null;
        }

        /** The field of a sealed name beside its counts. */
        String rest() {
            return hasVisitors() ? "visitors" : "inherited";
        }
    }

    @Override
    public DaySection empty() {
        return new RunningNames(names);
    }

    @Override
    public DaySection read(ValueReader section) {
        return RunningNames.read(names, section);
    }

    @Override
    public void seal(DaySection counts, ObjectNode json) {
        if (!counts.isEmpty()) ((RunningNames) counts).seal(json.putArray(name()));
    }

    @Override
    public DaySection unsealDay(JsonTree day) {
        var counts = new RunningNames(names);
        if (day.has(name())) day.objects(name()).forEach(counts::unseal);
        return counts;
    }

    /** The names of a daily row's value; all are others if it was counted without them ({@link RowCounts#named}). */
    NamedCounts counts(byte[] row, int fewest) {
        return RowCounts.section(row, id)
                .map(section -> RunningNames.read(names, section))
                .orElseGet(() -> new RunningNames(names))
                .toCounts(RowFormat.counts(row), fewest);
    }
}
