package dev.footfall.queryapi.http.category;

import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.question.UsageQuery;
import java.util.List;
import java.util.Optional;

/**
 * The order of repositories in an answer.
 *
 * @param by one of {@link #NUMBERS} or {@link #NAME}; by name, ascending, when empty
 * @param isDescending whether the largest come first; equal ones are by name, ascending, either way
 */
record UsageOrder(Optional<String> by, boolean isDescending) {
    static final String NAME = "name";
    static final String WORKERS = "worker_count";
    static final String TOTAL = "usage_total";
    static final String MONTH = "usage_month";
    static final List<String> NUMBERS = List.of(WORKERS, TOTAL, MONTH);

    static final QueryParameter.EnumParameter BY = new QueryParameter.EnumParameter(
            "sort_by",
            "The number by which repositories are sorted; by name, ascending, when it is not given.",
            Optional.empty(),
            List.of(WORKERS, TOTAL, MONTH, NAME));
    static final QueryParameter.BoolParameter DESCENDING =
            new QueryParameter.BoolParameter("sort_desc", "The largest first; nothing without sort_by.", true);

    static UsageOrder of(QueryParameters query) {
        return new UsageOrder(BY.of(query), DESCENDING.of(query));
    }

    /**
     * A repository in this order.
     *
     * @param workers the file servers that are at work
     */
    Placed place(CategoryMember member, int workers) {
        boolean isByName = by.filter(NUMBERS::contains).isEmpty();
        boolean areNamesReversed = by.isPresent() && isByName && isDescending;
        long number = isByName ? 0 : number(member, workers);
        return new Placed(member, workers, isDescending ? -number : number, areNamesReversed);
    }

    private long number(CategoryMember member, int workers) {
        return switch (by.orElse(NAME)) {
            case WORKERS -> workers;
            case TOTAL -> member.total().downloads();
            case MONTH -> member.usage().map(UsageQuery.Usage::month).orElse(0L);
            default -> 0;
        };
    }

    /**
     * A repository and its place, which is its natural order.
     *
     * @param workers the file servers that are at work
     * @param key the least comes first
     * @param isReversed whether equal keys are by name, descending
     */
    record Placed(CategoryMember member, int workers, long key, boolean isReversed) implements Comparable<Placed> {
        @Override
        public int compareTo(Placed other) {
            if (key != other.key) return Long.compare(key, other.key);
            int byName = member.name().compareTo(other.member.name());
            return isReversed ? -byName : byName;
        }
    }
}
