package dev.footfall.queryapi.http.states;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.question.VersionsQuery;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.States;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.util.ArrayList;
import java.util.List;

record StatesEndpoint(States states) {
    static final Table<StateCounting> TABLE = Table.<StateCounting>of(
                    Column.text("state", counting -> counting.state().name()),
                    Column.text("rules", counting -> counting.state().rules().id()),
                    Column.bool("answers", StateCounting::answers),
                    Column.count("counted", StateCounting::counted),
                    Column.count("left", StateCounting::left),
                    Column.text("detail", StateCounting::detail))
            .named("CountedState");
    static final Operation OPERATION = StatePath.administrators(
            Operation.get("/v1/whatif", "All counted states, the one that answers first."),
            Response.json(
                    "Each state with the number of log records counted and remaining.",
                    Schema.object().and("states", Schema.list(TABLE.schema())).named("CountedStates")));

    /** {@code answers}: questions are answered from it; {@code detail}: why the numbers are unknown, else "". */
    record StateCounting(CountedState state, boolean answers, long counted, long left, String detail) {
        static StateCounting of(CountedState state, boolean answers) {
            return state.reader()
                    .askWhole(new VersionsQuery())
                    .fold(
                            whole -> new StateCounting(
                                    state,
                                    answers,
                                    VersionsQuery.counted(whole.value()),
                                    whole.asOf().lagRecords(),
                                    ""),
                            partial -> new StateCounting(state, answers, 0, 0, partial.reason()),
                            unavailable -> new StateCounting(state, answers, 0, 0, unavailable.reason()));
        }
    }

    static List<StateCounting> all(States states) {
        var all = new ArrayList<StateCounting>();
        for (CountedState state : states.all()) all.add(StateCounting.of(state, all.isEmpty()));
        return List.copyOf(all);
    }

    Reply answer(Request request) {
        var unused = request.administrator();
        List<StateCounting> all = all(states);
        return AnswerRenderer.json(json -> TABLE.writeList(json, "states", all)).with("Cache-Control", "no-store");
    }
}
