package dev.footfall.ingest.jq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.ByteBudget;
import java.util.function.Consumer;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** A program of jq whose steps ask a {@link ByteBudget} before they make more of what they are given. Immutable. */
public final class BudgetedJq {
    private final JsonQuery query;

    private BudgetedJq(JsonQuery query) {
        this.query = query;
    }

    /** Fails if it is none; the message says where. */
    public static BudgetedJq compile(String text) {
        try {
            JsonQuery query = JsonQuery.compile(text, Versions.JQ_1_7);
            new MeteredTree().meter(query);
            return new BudgetedJq(query);
        } catch (JsonQueryException e) {
            String where = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException("the mapping is not valid jq: " + where, e);
        }
    }

    /** A scope with jq's deterministic functions, for variables and functions of one's own. */
    public static Scope scope() {
        return Scope.newChildScope(MeteredFunctions.ALL);
    }

    /** Fails with {@link ByteBudget.ExceededException} where a step, or all that it emits, would take more. */
    public void apply(Scope scope, JsonNode input, ByteBudget budget, Consumer<JsonNode> each)
            throws JsonQueryException {
        Meter.runWith(
                budget,
                () -> query.apply(scope, input, made -> {
                    budget.take(Meter.textBytes(made));
                    each.accept(made);
                }));
    }
}
