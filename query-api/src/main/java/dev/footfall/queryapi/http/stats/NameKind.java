package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.ListPlace;
import dev.footfall.queryapi.http.PagedList;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ProjectionNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Names by which the files of a day are distinguished: of paths, revisions, countries or access methods.
 *
 * @param by its value of the parameter {@code by}
 * @param adds what its counts and those of {@code other} add up to, in words
 * @param hasUnknown whether the unknown ones are beside the list, not in it
 */
record NameKind(String projection, String by, String label, Table<DailyCounts> sums, String adds, boolean hasUnknown) {
    static final String UNKNOWN = "unknown";

    private static final int MOST = 20_000;
    private static final String TOTAL = "They and `other` add up to the total";

    static final NameKind FILES = new NameKind(
            ProjectionNames.FILES,
            "file",
            "path",
            sums("FileSums", "requests"),
            "Downloads of a file are those that had it; requests and bytes of files and `other` are the total's",
            false);
    static final NameKind REVISIONS =
            new NameKind(ProjectionNames.REVISIONS, "revision", "revision", sums("NameSums", "files"), TOTAL, false);
    static final NameKind COUNTRIES =
            new NameKind(ProjectionNames.COUNTRIES, "country", "country", sums("NameSums", "files"), TOTAL, true);

    static final NameKind ACCESS =
            new NameKind(ProjectionNames.ACCESS, "access", "access_method", sums("NameSums", "files"), TOTAL, false);

    static final List<NameKind> ALL = List.of(FILES, REVISIONS, COUNTRIES, ACCESS);

    /** No name is that of the others. */
    record Named(String name, DailyCounts counts) {}

    /** That of a value of the parameter {@code by}, if it is counted. */
    static NameKind of(String by, QueryService service) {
        NameKind kind =
                ALL.stream().filter(named -> named.by.equals(by)).findFirst().orElseThrow();
        if (service.backend().projects(kind.projection)) return kind;
        throw BadParameter.uncounted("by", by, kind.projection);
    }

    private static Table<DailyCounts> sums(String name, String files) {
        return Table.<DailyCounts>of(
                        Column.count("downloads", DailyCounts::downloads),
                        Column.count(files, DailyCounts::files),
                        Column.count("bytes", DailyCounts::bytes))
                .named(name);
    }

    /** The visitors of a day below which a name is with the others for this caller. */
    int fewest(Request request, QueryService service) {
        return request.caller().admin() ? 0 : service.config().countriesMin();
    }

    boolean isApart(Named row) {
        return hasUnknown && row.name().equals(UNKNOWN);
    }

    /** A request without a path is another file's, and no file is left out for it. */
    boolean isBounded(NamedCounts counts) {
        return counts.bounded()
                || (projection.equals(ProjectionNames.REVISIONS)
                        && counts.other().files() > 0);
    }

    QueryParameter<Optional<String>> chosen() {
        return QueryParameter.text(label, "Only these, separated by commas; the rest is in other.", 1_024);
    }

    Table<Named> table() {
        return Table.<Named>of(Column.text(label, Named::name)).and(sums, Named::counts);
    }

    QueryParameter<String> sort() {
        return QueryParameter.word(
                "sort",
                "By which they are sorted, the most first; then by " + label + ".",
                "downloads",
                Stream.concat(sums.schema().properties().stream(), Stream.of(label))
                        .toList());
    }

    Comparator<Named> order(String sort) {
        Comparator<Named> byName = Comparator.comparing(Named::name);
        return sort.equals(label)
                ? byName
                : Comparator.<Named>comparingLong(named -> number(named, sort))
                        .reversed()
                        .thenComparing(byName);
    }

    PagedList list(String sort) {
        ListPlace any = sort.equals(label) ? ListPlace.of("main") : ListPlace.of(-3, "main");
        return PagedList.of(
                projection + " by " + sort, any, "The number of names listed; the rest is in other.", 500, MOST);
    }

    ListPlace place(Named named, String sort) {
        return sort.equals(label) ? ListPlace.of(named.name()) : ListPlace.of(-number(named, sort), named.name());
    }

    private long number(Named named, String column) {
        return (Long) sums.values(named.counts()).getOrDefault(column, 0L);
    }

    /** Counts by name, in order; a revision of this name is one with the unknown. */
    static Map<String, DailyCounts> names(NamedCounts counts) {
        if (!counts.named().containsKey("")) return counts.named();
        Map<String, DailyCounts> named = new TreeMap<>(counts.named());
        named.merge(UNKNOWN, Objects.requireNonNull(named.remove("")), DailyCounts::plus);
        return named;
    }

    static List<Named> rows(NamedCounts counts) {
        return names(counts).entrySet().stream()
                .map(of -> new Named(of.getKey(), of.getValue()))
                .toList();
    }

    static List<Named> withOther(List<Named> named, DailyCounts other) {
        if (other.equals(DailyCounts.ZERO)) return named;
        var all = new ArrayList<>(named);
        all.add(new Named("", other));
        return all;
    }
}
