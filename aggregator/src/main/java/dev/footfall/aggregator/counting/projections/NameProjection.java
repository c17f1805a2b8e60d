package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.aggregator.session.HeadDetail;
import dev.footfall.aggregator.session.HeadName;
import dev.footfall.events.CountryCode;
import dev.footfall.events.Observation;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.clients.ClientClass;
import java.nio.charset.StandardCharsets;

/**
 * Downloads, files and bytes of a day by a name that each file has, such as its revision; the empty name is unknown.
 *
 * @param form as in {@link Projection#form}
 */
record NameProjection(Id id, NameKeys names, String form) implements DayProjection {
    /** The revisions of a repository's day that are distinguished, unless it is set. */
    static final int MOST_REVISIONS = 200;

    /** More than there are pairs of letters. */
    private static final int MOST_COUNTRIES = 1_000;

    /** By the client's country, with the distinct visitors of each. */
    static final NameProjection COUNTRIES = new NameProjection(
            new Id(ProjectionNames.COUNTRIES, 10),
            new NameKeys(
                    MOST_COUNTRIES,
                    (event, outcome) -> event.countryNumber(),
                    head -> HeadName.country(head.name()),
                    (event, type) -> event.country(),
                    text -> CountryCode.number(text, 0, text.length),
                    HeadName::country),
            ProjectionNames.COUNTRIES);

    private static final byte[] MACHINE = "machine".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REGULAR = "regular".getBytes(StandardCharsets.US_ASCII);

    /**
     * By <a href="https://doi.org/10.7717/peerj-preprints.26505">COUNTER</a>'s access methods: those of people, with
     * browsers or unknown software, are regular, and all others those of machines.
     */
    static final NameProjection ACCESS = new NameProjection(
            new Id(ProjectionNames.ACCESS, 12, HeadDetail.CLASSES),
            new NameKeys(
                    2,
                    (event, outcome) -> accessMethod(outcome.clientClass()),
                    head -> accessMethod(head.clientClass()),
                    (event, type) -> accessMethod(type) == 0 ? MACHINE : REGULAR,
                    text -> text[0] == MACHINE[0] ? 0 : 1,
                    null),
            ProjectionNames.ACCESS);

    static NameProjection revisions(int most) {
        return new NameProjection(
                new Id(ProjectionNames.REVISIONS, 9),
                new NameKeys(
                        most,
                        (event, outcome) -> event.revisionHash(),
                        head -> HeadName.revision(head.name()),
                        (event, type) -> event.revision(),
                        text -> Observation.hash(text, 0, text.length),
                        null),
                most == MOST_REVISIONS ? ProjectionNames.REVISIONS : ProjectionNames.REVISIONS + ":" + most);
    }

    private static int accessMethod(ClientClass type) {
        return type == ClientClass.BROWSER || type == ClientClass.UNKNOWN ? 1 : 0;
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
        return RowFormat.section(row, section())
                .map(section -> RunningNames.read(names, section))
                .orElseGet(() -> new RunningNames(names))
                .toCounts(RowFormat.counts(row), fewest);
    }
}
