package dev.footfall.queryapi.http.states;

import dev.footfall.events.RepoId;
import dev.footfall.queryapi.http.states.TwoStates.RepoDay;
import dev.footfall.queryapi.http.states.TwoStates.Row;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** The diff of two states, added up anew for each number. */
record NaiveDiff(SortedMap<RepoDay, Row> before, SortedMap<RepoDay, Row> after) {
    /** The diff of the days that are wanted. */
    static NaiveDiff of(TwoStates states, Predicate<RepoDay> wanted) {
        return new NaiveDiff(kept(states.before, wanted), kept(states.after, wanted));
    }

    private static SortedMap<RepoDay, Row> kept(SortedMap<RepoDay, Row> rows, Predicate<RepoDay> wanted) {
        var kept = new TreeMap<>(rows);
        kept.keySet().removeIf(wanted.negate());
        return kept;
    }

    private TreeSet<RepoDay> keys() {
        var keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        return keys;
    }

    private TreeSet<RepoDay> changed() {
        TreeSet<RepoDay> changed = keys();
        changed.removeIf(key -> before.getOrDefault(key, Row.NONE).equals(after.getOrDefault(key, Row.NONE)));
        return changed;
    }

    /** The totals of the days of one state that are wanted. */
    static Map<String, Long> totals(SortedMap<RepoDay, Row> rows, Predicate<RepoDay> wanted) {
        var totals = new LinkedHashMap<String, Long>();
        totals.put("downloads", sum(rows, wanted, row -> row.counts().downloads()));
        totals.put("authenticated", sum(rows, wanted, row -> row.counts().authenticated()));
        totals.put("files", sum(rows, wanted, row -> row.counts().files()));
        totals.put("bytes", sum(rows, wanted, row -> row.counts().bytes()));
        totals.put(
                "excluded",
                sum(
                        rows,
                        wanted,
                        row -> row.excluded().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()));
        return totals;
    }

    private static long sum(SortedMap<RepoDay, Row> rows, Predicate<RepoDay> wanted, Function<Row, Long> number) {
        return rows.entrySet().stream()
                .filter(row -> wanted.test(row.getKey()))
                .mapToLong(row -> number.apply(row.getValue()))
                .sum();
    }

    private Map<String, Object> pair(Map<String, Object> keys, Predicate<RepoDay> wanted) {
        var row = new LinkedHashMap<>(keys);
        row.put("before", totals(before, wanted));
        row.put("after", totals(after, wanted));
        return row;
    }

    List<Map<String, Object>> rows(String by, int top) {
        return switch (by) {
            case "row" ->
                changed().stream()
                        .map(key -> pair(
                                fields(
                                        "type",
                                        key.repo().type().label(),
                                        "id",
                                        key.repo().fullName(),
                                        "date",
                                        key.date().toString()),
                                key::equals))
                        .toList();
            case "type" ->
                distinct(key -> key.repo().type()).stream()
                        .map(type -> pair(
                                fields("type", type.label()), key -> key.repo().type() == type))
                        .toList();
            case "day" ->
                distinct(RepoDay::date).stream()
                        .map(date -> pair(
                                fields("date", date.toString()),
                                key -> key.date().equals(date)))
                        .toList();
            case "repository" -> repositories(top);
            case "reason" -> reasons();
            case "class" -> classes();
            default -> throw new IllegalArgumentException(by);
        };
    }

    private <T extends Comparable<T>> TreeSet<T> distinct(Function<RepoDay, T> of) {
        var distinct = new TreeSet<T>();
        keys().forEach(key -> distinct.add(of.apply(key)));
        return distinct;
    }

    private List<Map<String, Object>> repositories(int top) {
        var repositories = new TreeSet<RepoId>();
        changed().forEach(key -> repositories.add(key.repo()));
        return repositories.stream()
                .sorted(Comparator.comparingLong(
                                (RepoId repo) -> -Math.abs(downloads(after, repo) - downloads(before, repo)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(top)
                .map(repo -> pair(
                        fields("type", repo.type().label(), "id", repo.fullName()),
                        key -> key.repo().equals(repo)))
                .toList();
    }

    private static long downloads(SortedMap<RepoDay, Row> rows, RepoId repo) {
        return sum(rows, key -> key.repo().equals(repo), row -> row.counts().downloads());
    }

    private List<Map<String, Object>> reasons() {
        var rows = new ArrayList<Map<String, Object>>();
        add(rows, "reason", "counted", row -> row.counts().files());
        for (ExclusionReason reason : ExclusionReason.values()) {
            add(rows, "reason", reason.label(), row -> row.excluded().getOrDefault(reason, 0L));
        }
        return rows;
    }

    private List<Map<String, Object>> classes() {
        var rows = new ArrayList<Map<String, Object>>();
        for (ClientClass type : ClientClass.values()) {
            add(rows, "class", type.label(), row -> row.classes().getOrDefault(type, 0L));
        }
        return rows;
    }

    private void add(List<Map<String, Object>> rows, String key, String name, Function<Row, Long> number) {
        long was = sum(before, any -> true, number);
        long becomes = sum(after, any -> true, number);
        if (was > 0 || becomes > 0) rows.add(fields(key, name, "before", was, "after", becomes));
    }

    /** The fields after the rows. */
    Map<String, Object> end() {
        var repositories = new TreeSet<RepoId>();
        changed().forEach(key -> repositories.add(key.repo()));
        long appeared = repositories.stream()
                .filter(repo -> downloads(before, repo) == 0 && downloads(after, repo) > 0)
                .count();
        long gone = repositories.stream()
                .filter(repo -> downloads(before, repo) > 0 && downloads(after, repo) == 0)
                .count();
        Map<String, Object> end = pair(new LinkedHashMap<>(), any -> true);
        end.put("changed_days", changed().size());
        end.put("repositories", fields("changed", repositories.size(), "appeared", appeared, "gone", gone));
        return end;
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        return fields;
    }
}
