package dev.footfall.queryapi.http.states;

import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Parameter;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.states.StatePart;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parameters that choose a part of what states count: days, a type, repositories; everything when none is given. */
final class PartParameters {
    private static final String REPOSITORIES = "repo";
    private static final int MOST_REPOSITORIES = 100;
    private static final String ALLOWED =
            "1 to " + MOST_REPOSITORIES + " repositories such as model/myorg/mymodel, with commas";
    private static final Schema KEY = Schema.text()
            .with("pattern", "^(model|dataset|space)/[A-Za-z0-9._-]{1,96}/[A-Za-z0-9._-]{1,96}$")
            .with("example", "model/myorg/mymodel");
    private static final PeriodParameter PERIOD = new PeriodParameter(Period.MAX_DAYS);
    private static final QueryParameter.EnumParameter TYPE = new QueryParameter.EnumParameter(
            "repo_type", "Which repositories; all when not given.", Optional.empty(), CommonSchemas.TYPES);

    private PartParameters() {}

    /** An operation with them. */
    static Operation described(Operation operation) {
        return operation.taking(
                PERIOD.from(),
                PERIOD.to(),
                TYPE.described(),
                new Parameter(
                        REPOSITORIES,
                        Parameter.Place.QUERY,
                        "These repositories alone, each as type/namespace/name, with commas; all when not given.",
                        Schema.list(KEY).with("minItems", 1).with("maxItems", MOST_REPOSITORIES)));
    }

    /** Reads them. */
    static StatePart of(QueryParameters query) {
        Optional<RepoType> type = TYPE.of(query).flatMap(RepoType::ofLabel);
        RowRange range = PERIOD.of(query)
                .map(period -> new RowRange(type, period.start(), period.end()))
                .orElseGet(() -> new RowRange(type, LocalDate.EPOCH, Decisions.LAST_DAY));
        return new StatePart(
                range,
                query.text(REPOSITORIES).map(PartParameters::repositories).orElse(Set.of()));
    }

    private static Set<RepoId> repositories(String given) {
        List<String> keys = List.of(given.split(",", -1));
        Set<RepoId> repositories = new HashSet<>();
        keys.forEach(key -> RepoId.ofKey(key).ifPresent(repositories::add));
        boolean areAll = keys.stream().allMatch(key -> RepoId.ofKey(key).isPresent());
        if (areAll && keys.size() <= MOST_REPOSITORIES) return repositories;
        throw new BadParameter(REPOSITORIES, given, ALLOWED);
    }
}
