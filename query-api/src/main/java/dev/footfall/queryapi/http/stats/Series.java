package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.queryapi.gaps.Gap;
import dev.footfall.queryapi.http.Backend;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The units of a period of a time zone's days. The first and last are cut to the period; a day that the zone skipped has none.
 * Each begins with a UTC hour, by {@link Zones#check}.
 */
final class Series {
    private static final Instant END_OF_TIME = begin(QueryParameters.LAST_DAY.plusDays(1), ZoneOffset.UTC);

    private final Interval interval;
    private final ZoneId zone;
    private final Period period;
    private final NavigableSet<Instant> begins = new TreeSet<>();
    private final Instant end;

    Series(Interval interval, ZoneId zone, Period period) {
        this.interval = interval;
        this.zone = zone;
        this.period = period;
        this.end = begin(period.end().plusDays(1));
        Zones.check(zone, begin(period.start()), end);
        if (interval == Interval.HOUR) {
            for (Instant hour = begin(period.start()); hour.isBefore(end); hour = hour.plus(Duration.ofHours(1)))
                begins.add(hour);
        } else {
            LocalDate date = period.start();
            for (; period.contains(date); date = interval.plus(interval.first(date), 1)) begins.add(begin(date));
            begins.remove(end); // of a skipped day
        }
        if (begins.isEmpty()) throw new BadParameter("from", period.start().toString(), "a day that " + zone + " has");
    }

    static Instant begin(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }

    private Instant begin(LocalDate date) {
        return begin(date, zone);
    }

    Interval interval() {
        return interval;
    }

    Period period() {
        return period;
    }

    List<LocalDate> dates() {
        return begins.stream().map(this::date).toList();
    }

    Series of(Period other) {
        return new Series(interval, zone, other);
    }

    /** True if it needs hourly rows; daily ones have more columns. */
    boolean isByHour() {
        return interval == Interval.HOUR || !Zones.isUtc(zone);
    }

    void checkHours(Backend backend) {
        if (!isByHour() || backend.projects(ProjectionNames.HOURS)) return;
        boolean isOfUtc = Zones.isUtc(zone);
        throw new BadParameter(
                isOfUtc ? Interval.NAME : Zones.PARAMETER.name(),
                isOfUtc ? interval.label() : zone.getId(),
                (isOfUtc ? "day or longer" : "UTC") + ": the setting projections omits " + ProjectionNames.HOURS);
    }

    HourRange hours() {
        Instant first = begin(period.start());
        Instant afterLast = end.isAfter(END_OF_TIME) ? END_OF_TIME : end;
        return new HourRange(
                first.isBefore(Instant.EPOCH) ? Instant.EPOCH : first, afterLast.minus(Duration.ofHours(1)));
    }

    List<Long> sums(List<Long> days) {
        List<Long> sums = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            LocalDate date = period.start().plusDays(i);
            if (begins.contains(begin(date))) sums.add(0L);
            int last = sums.size() - 1;
            sums.set(last, sums.get(last) + days.get(i));
        }
        return sums;
    }

    Period utcDays() {
        LocalDate first = LocalDate.ofInstant(begin(period.start()), ZoneOffset.UTC);
        LocalDate last = LocalDate.ofInstant(end.minusSeconds(1), ZoneOffset.UTC);
        return new Period(first.isBefore(LocalDate.EPOCH) ? LocalDate.EPOCH : first, last);
    }

    static Reply withGaps(QueryService service, List<Series> asked, Reply reply) {
        Predicate<Gap> isAsked =
                gap -> asked.stream().anyMatch(one -> gap.overlaps(one.begin(one.period.start()), one.end));
        Period last = asked.get(asked.size() - 1).period;
        return last.on(
                service.withGaps(all -> all.gaps().stream().filter(isAsked).toList(), reply));
    }

    boolean contains(Instant time) {
        return time.isBefore(end) && begins.floor(time) != null;
    }

    Instant unit(Instant time) {
        return Objects.requireNonNull(begins.floor(time));
    }

    LocalDate date(Instant time) {
        return LocalDate.ofInstant(time, zone);
    }

    /** RFC 3339, with the offset of the zone. */
    String local(Instant time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone));
    }

    private LocalDate lastDate(Instant begin) {
        Instant next = begins.higher(begin);
        return date((next == null ? end : next).minusSeconds(1));
    }

    /** A table of units, and the column that says what their date does not. */
    <R> Table<R> shown(Table<R> table, Function<R, Instant> begin) {
        if (interval == Interval.DAY) return table;
        return interval == Interval.HOUR
                ? table.and(new Column<>("hour", Schema.time(), row -> local(begin.apply(row))))
                : table.and(Column.date("end", row -> lastDate(begin.apply(row))));
    }

    /** True if its units are UTC days or hours, as they are counted. */
    boolean isOf(Interval counted) {
        return interval == counted && Zones.isUtc(zone);
    }

    /** The sum of each unit, also of those without rows. */
    <R> List<R> sums(List<R> rows, UnitForm<R> form) {
        Map<Instant, R> sums = new TreeMap<>();
        for (Instant begin : begins) sums.put(begin, form.empty().apply(begin));
        for (R row : rows) {
            Instant time = form.begin().apply(row);
            if (contains(time))
                sums.computeIfPresent(unit(time), (unit, sum) -> form.plus().apply(sum, row));
        }
        return List.copyOf(sums.values());
    }
}
