package dev.footfall.queryapi.http.states;

import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.RowsLost;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.TypeParameter;
import dev.footfall.queryapi.route.Access;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.DecisionRefused;
import dev.footfall.queryapi.states.DecisionUnavailable;
import dev.footfall.queryapi.states.StatePart;
import dev.footfall.queryapi.states.States;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.ParameterPlace;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class StatePath {
    private static final Logger LOG = LoggerFactory.getLogger(StatePath.class);
    private static final int SEGMENT = 2;
    private static final Parameter STATE = new Parameter(
            "state",
            ParameterPlace.PATH,
            "The state's name.",
            Schema.text(1, 32).with("pattern", "^[a-z0-9]{1,32}$"));

    private static final String REPOSITORIES = "repo";
    private static final int MOST_REPOSITORIES = 100;
    private static final String ALLOWED =
            "1 to " + MOST_REPOSITORIES + " repositories such as model/myorg/mymodel, with commas";
    private static final Schema KEY = Schema.text()
            .with("pattern", "^(model|dataset|space)/[A-Za-z0-9._-]{1,96}/[A-Za-z0-9._-]{1,96}$")
            .with("example", "model/myorg/mymodel");
    private static final PeriodParameter PERIOD = PeriodParameter.optional(Period.MAX_DAYS);

    static final Response[] REFUSALS = {
        Responses.CONFLICT, Responses.NOT_READY, Responses.TOO_LARGE, Responses.UNSUPPORTED
    };

    private StatePath() {}

    static Operation described(Operation operation, Response answer) {
        return administrators(operation.taking(STATE), answer);
    }

    static Operation administrators(Operation operation, Response answer) {
        return Responses.orNotFound(Responses.restricted(Responses.service(operation, answer)));
    }

    static String of(Request request) {
        return request.segment(SEGMENT);
    }

    static CountedState state(Request request, States states) {
        return states.named(of(request))
                .orElseThrow(() -> new HttpProblemException(Problem.notFound("No state of this name is counted here")));
    }

    /** 409 if the decision cannot be made, 503 if it cannot be made at the moment. */
    static <T> T decided(Supplier<T> decision) {
        try {
            return decision.get();
        } catch (DecisionRefused e) {
            throw new HttpProblemException(Problem.conflict(String.valueOf(e.getMessage())));
        } catch (DecisionUnavailable | RowsLost | Access.Unknown e) {
            LOG.warn("A decision about states failed", e);
            throw new HttpProblemException(Problem.unavailable(String.valueOf(e.getMessage())));
        }
    }

    /** The parameters that choose a part of what states count: days, a type, repositories; everything when none is given. */
    static Operation ofPart(Operation operation) {
        return operation.taking(
                PERIOD,
                TypeParameter.ANY,
                new Parameter(
                        REPOSITORIES,
                        ParameterPlace.QUERY,
                        "Only these repositories, each as type/namespace/name, separated by commas; by default all.",
                        Schema.list(KEY).with("minItems", 1).with("maxItems", MOST_REPOSITORIES)));
    }

    static StatePart part(QueryParameters query, LocalDate today) {
        Optional<RepoType> type = TypeParameter.ANY.of(query);
        RowRange range = PERIOD.ifGiven(query, today)
                .map(period -> new RowRange(type, period.start(), period.end()))
                .orElseGet(() -> new RowRange(type, QueryParameters.FIRST_DAY, QueryParameters.LAST_DAY));
        return new StatePart(
                range, query.text(REPOSITORIES).map(StatePath::repositories).orElse(Set.of()));
    }

    private static Set<RepoId> repositories(String given) {
        List<String> keys = List.of(given.split(",", -1));
        List<RepoId> repositories =
                keys.stream().flatMap(key -> RepoId.ofKey(key).stream()).toList();
        if (repositories.size() == keys.size() && keys.size() <= MOST_REPOSITORIES) return Set.copyOf(repositories);
        throw new BadParameter(REPOSITORIES, given, ALLOWED);
    }
}
