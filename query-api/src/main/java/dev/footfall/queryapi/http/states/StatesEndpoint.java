package dev.footfall.queryapi.http.states;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.question.ProgressQuery;
import dev.footfall.queryapi.question.StateProgress;
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
                    Column.count("partitions", StateCounting::partitions),
                    Column.count("level", counting -> (long) counting.progress().level()),
                    Column.count("counted", counting -> counting.progress().counted()),
                    Column.count("left", counting -> counting.progress().left()),
                    Column.text("detail", StateCounting::detail))
            .named("CountedState");
    static final Operation OPERATION = StatePath.administrators(
            Operation.get("/v1/whatif", "All counted states, the one that answers first."),
            Response.json(
                    "Each state with its partitions, those that are level with the log, and the records counted and remaining, as far as partitions answer.",
                    Schema.object().and("states", Schema.list(TABLE.schema())).named("CountedStates")));

    /**
     * {@code answers}: questions are answered from it; {@code detail}: why a partition tells nothing, whose numbers are left out,
     * else "".
     */
    record StateCounting(CountedState state, boolean answers, StateProgress progress, String detail) {
        static StateCounting of(CountedState state, boolean answers) {
            return state.reader()
                    .ask(new ProgressQuery())
                    .fold(
                            whole -> new StateCounting(state, answers, whole.value(), ""),
                            partial -> new StateCounting(state, answers, partial.value(), partial.reason()),
                            unavailable -> new StateCounting(state, answers, StateProgress.NONE, unavailable.reason()));
        }

        long partitions() {
            return state.reader().state().partitions();
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
