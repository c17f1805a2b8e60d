package dev.footfall.queryapi.http.states;

import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.queryapi.http.HttpProblemException;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Parameter;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.route.Access;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.DecisionRefused;
import dev.footfall.queryapi.states.DecisionUnavailable;
import dev.footfall.queryapi.states.States;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state in a path: {@code /v1/whatif/{state}/…}. */
final class StatePath {
    private static final Logger LOG = LoggerFactory.getLogger(StatePath.class);
    private static final int SEGMENT = 2;
    private static final Parameter STATE = new Parameter(
            "state",
            Parameter.Place.PATH,
            "The name that the state was given.",
            Schema.text(1, 32).with("pattern", "^[a-z0-9]{1,32}$"));

    private StatePath() {}

    /** An operation on a state, for administrators. */
    static Operation described(Operation operation, Response answer) {
        return administrators(operation.taking(STATE), answer);
    }

    /** An operation for administrators that answers afresh each time. */
    static Operation administrators(Operation operation, Response answer) {
        return Responses.orNothing(Responses.restricted(Responses.service(operation, answer)));
    }

    /** The name in a request's path. */
    static String of(Request request) {
        return request.segment(SEGMENT);
    }

    /**
     * The state that a request's path names.
     *
     * @throws HttpProblemException 404 if there is none
     */
    static CountedState state(Request request, States states) {
        return states.named(of(request))
                .orElseThrow(() -> new HttpProblemException(Problem.notFound("No state of this name is counted here")));
    }

    /**
     * The result of a decision.
     *
     * @throws HttpProblemException 409 if it cannot be made; 503 if it cannot be made just now
     */
    static <T> T decided(Supplier<T> decision) {
        try {
            return decision.get();
        } catch (DecisionRefused e) {
            throw new HttpProblemException(Problem.conflict(String.valueOf(e.getMessage())));
        } catch (DecisionUnavailable | RowCursor.Lost | Access.Unknown e) {
            LOG.warn("A decision about states was not made", e);
            throw new HttpProblemException(Problem.unavailable(String.valueOf(e.getMessage()), json -> {}));
        }
    }
}
