package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.session.HeadDetail;
import dev.footfall.aggregator.session.HeadName;
import dev.footfall.aggregator.session.SessionFiles;
import dev.footfall.events.Observation;
import dev.footfall.rules.ProjectionNames;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The projections of a state. The tail of a row, and that of totals, is for each that has counted something there, in the
 * order of their numbers:
 *
 * <pre>
 * number of the section   length   the section
 * </pre>
 *
 * A value without sections has no tail. Immutable.
 */
public final class Projections {
    public static final Projections NONE = of();

    public static final Projections ALL = of(
            Hours.HOURS,
            HeadProjection.CLIENTS,
            Sources.SOURCES,
            Users.USERS,
            HeadProjection.CLASSES,
            SourceHours.SOURCE_HOURS,
            DayVisitors.VISITORS,
            new Files(),
            NameProjection.revisions(NameProjection.MOST_REVISIONS),
            NameProjection.COUNTRIES,
            UniqueVisitors.UNIQUES,
            NameProjection.ACCESS);

    private static final String NO_NAME = "none";
    private static final DaySection[] NO_SECTIONS = {};

    private final Projection[] projections;
    private final DayProjection[] ofDays;
    private final boolean hasUsers;
    private final boolean hasFiles;

    private Projections(Projection[] projections) {
        this.projections = projections;
        this.ofDays =
                Stream.of(projections).filter(DayProjection.class::isInstance).toArray(DayProjection[]::new);
        this.hasUsers = has(ProjectionNames.USERS);
        this.hasFiles = has(ProjectionNames.FILES);
    }

    static Projections of(Projection... projections) {
        long numbers =
                Stream.of(projections).map(Projection::section).distinct().count();
        if (numbers < projections.length) {
            throw new IllegalArgumentException("two projections share a number: " + List.of(projections));
        }
        return new Projections(Stream.of(projections)
                .sorted(Comparator.comparingInt(Projection::section))
                .toArray(Projection[]::new));
    }

    /** Those of {@link #ALL} with these names, with commas between them; {@code none} or nothing for none. */
    public static Projections named(String names) {
        if (names.isBlank() || names.strip().equals(NO_NAME)) return NONE;
        return of(Stream.of(names.split(",", -1))
                .map(String::strip)
                .distinct()
                .map(Projections::ofName)
                .toArray(Projection[]::new));
    }

    private static Projection ofName(String name) {
        String files = ProjectionNames.FILES + ':';
        if (name.startsWith(files)) return new Files(Integer.parseInt(name.substring(files.length())));
        String revisions = ProjectionNames.REVISIONS + ':';
        if (name.startsWith(revisions))
            return NameProjection.revisions(Integer.parseInt(name.substring(revisions.length())));
        for (Projection projection : ALL.projections) if (projection.name().equals(name)) return projection;
        throw new IllegalArgumentException(
                "there is no projection '" + name + "': there are " + ALL.names() + ", or " + NO_NAME);
    }

    static NameProjection ofNames(String name) {
        return (NameProjection) ofName(name);
    }

    /** Their names, with commas; {@code none} if there are none. */
    public String names() {
        return projections.length == 0 ? NO_NAME : String.join(",", list());
    }

    public List<String> list() {
        return Stream.of(projections).map(Projection::form).toList();
    }

    public boolean has(String name) {
        return Stream.of(projections).anyMatch(projection -> projection.name().equals(name));
    }

    /** True without projections that cannot take a file back. */
    public boolean goWithDoubleClicks() {
        return !has(ProjectionNames.FILES) && !has(ProjectionNames.SOURCES);
    }

    public HeadDetail heads() {
        return Stream.of(projections)
                .map(projection -> projection.id().heads())
                .max(Comparator.naturalOrder())
                .orElse(HeadDetail.NOTHING);
    }

    public HeadName headNames() {
        return new HeadName(has(ProjectionNames.REVISIONS), has(ProjectionNames.COUNTRIES));
    }

    /** Tells if the hours of this visitor are counted: those of users, where {@link Users} are. */
    public boolean countHoursOf(byte[] visitor) {
        return hasUsers && Observation.isUser(visitor);
    }

    public Optional<SessionFiles> sessionFiles() {
        return hasFiles ? Optional.of(new SessionFiles()) : Optional.empty();
    }

    public DaySection[] empty() {
        if (ofDays.length == 0) return NO_SECTIONS;
        DaySection[] sections = new DaySection[ofDays.length];
        for (int i = 0; i < sections.length; i++) sections[i] = ofDays[i].empty();
        return sections;
    }

    /** The sections of a row's tail, one for each of these; others are skipped. */
    public DaySection[] read(ValueReader tail) {
        DaySection[] sections = empty();
        while (tail.hasMore()) {
            int number = tail.integer();
            ValueReader section = tail.part();
            for (int i = 0; i < sections.length; i++) {
                if (ofDays[i].section() == number) sections[i] = ofDays[i].read(section);
            }
        }
        return sections;
    }

    public List<PartitionProjection> ofPartitions() {
        return Stream.of(projections)
                .filter(PartitionProjection.class::isInstance)
                .map(PartitionProjection.class::cast)
                .toList();
    }

    void seal(DaySection[] sections, ObjectNode json) {
        for (int i = 0; i < sections.length; i++) ofDays[i].seal(sections[i], json);
    }

    DaySection[] unsealDay(JsonTree day) {
        return Stream.of(ofDays).map(projection -> projection.unsealDay(day)).toArray(DaySection[]::new);
    }

    /** The sealed record of a projection's own kind; empty for a day and a mark. */
    Optional<SealRecord> unseal(JsonTree json) {
        return Stream.of(projections)
                .flatMap(projection -> projection.unseal(json).stream())
                .findFirst();
    }

    public void write(DaySection[] sections, ValueWriter row) {
        for (int i = 0; i < sections.length; i++) write(ofDays[i].section(), sections[i], row);
    }

    private static void write(int number, DaySection counts, ValueWriter row) {
        if (counts.isEmpty()) return;
        var section = new ValueWriter();
        counts.write(section);
        row.section(number, section);
    }

    /** Compares names and bounds: a name belongs to one projection. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Projections others && names().equals(others.names());
    }

    @Override
    public int hashCode() {
        return names().hashCode();
    }

    @Override
    public String toString() {
        return names();
    }
}
