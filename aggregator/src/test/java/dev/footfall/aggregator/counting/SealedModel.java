package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.projections.SealedDay;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.rules.CountingRules;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of a state, in no hurry and from the whole log, whatever was deleted: a day that it began with is what was counted
 * when it was sealed, and all later events of it are excluded if files were; every other day is the oracle's.
 */
final class SealedModel {
    /** A day as it was sealed last, from the events before an offset. */
    record Frozen(Oracle.Row row, long end, String rules) {
        boolean hasFiles() {
            return row.counts().files() > 0;
        }
    }

    private final List<Logged> log;
    private final CountingRules rules;
    private final Map<Oracle.Day, Frozen> begun;
    private final long begunEnd;

    /**
     * A state.
     *
     * @param begun the days that it began with
     * @param begunEnd the offset up to which these and its sources may speak
     */
    SealedModel(List<Logged> log, CountingRules rules, Map<Oracle.Day, Frozen> begun, long begunEnd) {
        this.log = log;
        this.rules = rules;
        this.begun = Map.copyOf(begun);
        this.begunEnd = begunEnd;
    }

    CountingRules rules() {
        return rules;
    }

    /** The offset from which on it has all events before it, and no later one. */
    long begunEnd() {
        return begunEnd;
    }

    /** True if it began with days, and one of them was counted by rules with another name. */
    boolean isMixed(String id) {
        return begun.values().stream().anyMatch(frozen -> !frozen.rules().equals(id));
    }

    /** True if files of this day were counted when it was sealed. */
    boolean beganWithFilesOf(Oracle.Day day) {
        Frozen frozen = begun.get(day);
        return frozen != null && frozen.hasFiles();
    }

    /** The rows after so many events. */
    Map<Oracle.Day, Oracle.Row> rows(long end) {
        List<Logged> read = log.subList(0, Math.toIntExact(end));
        Map<Oracle.Day, Oracle.Row> rows = new HashMap<>(Oracle.rows(read, rules));
        begun.forEach((day, frozen) -> rows.put(day, row(day, frozen, read)));
        return rows;
    }

    private Oracle.Row row(Oracle.Day day, Frozen frozen, List<Logged> read) {
        int from = Math.min(Math.toIntExact(frozen.end()), read.size());
        List<Logged> later = new ArrayList<>(read.subList(from, read.size()));
        later.removeIf(logged -> !dayOf(logged).equals(day));
        var none = new Oracle.Row(DailyCounts.ZERO, Map.of());
        Oracle.Row counted = Oracle.rows(later, rules).getOrDefault(day, none);
        Map<String, Long> excluded = new TreeMap<>(frozen.row().excluded());
        counted.excluded().forEach((reason, events) -> {
            boolean isAccepted = frozen.hasFiles()
                    && List.of("late", "duplicate", "double-click").contains(reason);
            excluded.merge(isAccepted ? "late" : reason, events, Long::sum);
        });
        if (!frozen.hasFiles()) return new Oracle.Row(counted.counts(), excluded);
        if (counted.counts().files() > 0)
            excluded.merge("late", counted.counts().files(), Long::sum);
        return new Oracle.Row(frozen.row().counts(), excluded);
    }

    private static Oracle.Day dayOf(Logged logged) {
        return new Oracle.Day(
                logged.event().repo().key(), LocalDate.ofInstant(logged.event().time(), ZoneOffset.UTC));
    }

    static Oracle.Day dayOf(SealedDay sealed) {
        return new Oracle.Day(sealed.repository(), sealed.date());
    }
}
