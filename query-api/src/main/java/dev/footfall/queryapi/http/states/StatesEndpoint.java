package dev.footfall.queryapi.http.states;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.ProgressQuery;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.States;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import java.util.ArrayList;
import java.util.List;

/** {@code GET /v1/whatif}: the states that are counted, and how far each is. */
record StatesEndpoint(States states) {
    static final Table<Counting> TABLE = Table.of(
                    Column.<Counting>text("state", counting -> counting.state().name()),
                    Column.<Counting>text(
                            "rules", counting -> counting.state().rules().id()),
                    Column.bool("answers", Counting::answers),
                    Column.count("counted", Counting::counted),
                    Column.count("left", Counting::left),
                    Column.text("detail", Counting::detail))
            .named("CountedState");
    private static final Operation OPERATION = StatePath.administrators(
            Operation.get("/v1/whatif", "The states that are counted beside one another, the one that answers first."),
            Response.of(
                    200,
                    "Each with the records of the log that it has counted, and those that are left.",
                    Reply.JSON,
                    Schema.object().and("states", Schema.list(TABLE.schema())).named("CountedStates")));

    /**
     * A state and how far it is.
     *
     * @param answers it is the one that questions are answered from
     * @param counted records of the log that are counted
     * @param left records that are not
     * @param detail why that is not known, in words; "" when it is
     */
    record Counting(CountedState state, boolean answers, long counted, long left, String detail) {
        static Counting of(CountedState state, boolean answers) {
            return state.reader()
                    .askWhole(new ProgressQuery())
                    .fold(
                            whole -> new Counting(
                                    state, answers, whole.value(), whole.asOf().lagRecords(), ""),
                            partial -> new Counting(state, answers, 0, 0, partial.reason()),
                            unavailable -> new Counting(state, answers, 0, 0, unavailable.reason()));
        }
    }

    static Endpoint of(States states) {
        return Endpoint.of(OPERATION, new StatesEndpoint(states)::answer);
    }

    private Reply answer(Request request) {
        var unused = request.administrator();
        var all = new ArrayList<Counting>();
        for (CountedState state : states.all()) all.add(Counting.of(state, all.isEmpty()));
        return reply(List.copyOf(all));
    }

    private static Reply reply(List<Counting> all) {
        return AnswerRenderer.json(json -> TABLE.writeList(json, "states", all)).with("Cache-Control", "no-store");
    }
}
