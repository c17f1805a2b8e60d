package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;

/** Sums by a key, and over the names of a repository. */
public final class Sums {
    private Sums() {}

    /** In key order. */
    public static <K extends Comparable<? super K>, T> List<T> by(
            Function<T, K> kind, BinaryOperator<T> plus, List<T> some, List<T> others) {
        return sums(new TreeMap<>(), kind, plus, Stream.concat(some.stream(), others.stream()));
    }

    /** In no particular order. */
    public static <K, T> List<T> ofEach(Function<T, K> key, BinaryOperator<T> plus, Stream<T> all) {
        return sums(new LinkedHashMap<>(), key, plus, all);
    }

    /** The sums of numbers by key. */
    public static <K> Map<K, Long> of(Map<K, Long> some, Map<K, Long> others) {
        var sums = new HashMap<>(some);
        others.forEach((key, number) -> sums.merge(key, number, Long::sum));
        return sums;
    }

    /** Numbers by label, the most first, then by label. */
    public static <K> List<Map.Entry<String, Long>> mostFirst(Map<K, Long> numbers, Function<K, String> label) {
        return numbers.entrySet().stream()
                .map(one -> Map.entry(label.apply(one.getKey()), one.getValue()))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    private static <K, T> List<T> sums(Map<K, T> sums, Function<T, K> key, BinaryOperator<T> plus, Stream<T> all) {
        all.forEach(one -> sums.merge(key.apply(one), one, plus));
        return List.copyOf(sums.values());
    }

    /** The sum of the answers about those of its names that this partition counts; not owned if it counts none. */
    public static <T> LocalRead<T> ofNames(
            Lineage repo, PartitionView view, Function<RepoId, LocalRead<T>> answer, BinaryOperator<T> plus) {
        List<RepoId> here = repo.names().stream().filter(view::has).toList();
        if (here.isEmpty()) return new LocalRead.NotOwned<>(view.partition());
        LocalRead<T> all = answer.apply(here.get(0));
        for (RepoId name : here.subList(1, here.size())) {
            all = all.then(sum -> answer.apply(name).map(more -> plus.apply(sum, more)));
        }
        return all;
    }
}
