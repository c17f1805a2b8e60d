package dev.footfall.queryapi.http.states;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.RowExport;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.Judgement;
import dev.footfall.queryapi.states.StatePart;
import dev.footfall.queryapi.states.States;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Administrators' routes on states counted beside the main one: count, compare, promote, demote and drop. A promotion
 * is decided in the background; the answer to it is 202 and a place to look.
 */
public final class StatesApi implements Api {
    private final States states;
    private final BackgroundPromotions promotions = new BackgroundPromotions();

    public StatesApi(States states) {
        this.states = states;
    }

    @Override
    public List<Endpoint> endpoints(QueryService service) {
        var decisions = new Decisions(states, promotions);
        return List.of(
                Endpoint.of(StatesEndpoint.OPERATION, new StatesEndpoint(states)::answer),
                Endpoint.of(RulesEndpoint.OPERATION, new RulesEndpoint(states)::answer),
                Endpoint.of(CountEndpoint.OPERATION, new CountEndpoint(states)::answer),
                Endpoint.of(DiffEndpoint.OPERATION, new DiffEndpoint(states, service)::answer),
                Endpoint.of(AgentsEndpoint.OPERATION, new AgentsEndpoint(states, service)::answer),
                decisions.promote(),
                decisions.demote(),
                decisions.drop(),
                Endpoint.of(ClusterEndpoint.OPERATION, new ClusterEndpoint(states, service)::answer),
                CorrectionsEndpoint.json(states),
                CorrectionsEndpoint.atom(states));
    }

    record AgentsEndpoint(States states, QueryService service) {
        private static final QueryParameter<Integer> LIMIT =
                QueryParameter.integer("limit", "The number of clients, those with the most events.", 50, 1, 1_000);
        private static final Table<Judgement> SUMS = Table.of(
                Column.count("events", Judgement::events),
                Column.count("without_agent", Judgement::withoutAgent),
                Column.count("without_size", Judgement::withoutSize));
        private static final Table<Judgement.Move> MOVES = Table.of(
                Column.text("before", Judgement.Move::before),
                Column.text("after", Judgement.Move::after),
                Column.count("events", Judgement.Move::events));
        private static final Table<Judgement.AgentMove> AGENTS = Table.of(
                Column.text("agent", Judgement.AgentMove::agent),
                Column.text("before", Judgement.AgentMove::before),
                Column.text("after", Judgement.AgentMove::after),
                Column.count("events", Judgement.AgentMove::events),
                Column.text("sample", Judgement.AgentMove::sample));
        static final Operation OPERATION = StatePath.described(
                        StatePath.ofPart(Operation.get(
                                        "/v1/whatif/{state}/agents",
                                        "The events that another state classifies differently, read from the log.")
                                .taking(LIMIT)),
                        Response.json(
                                "Verdicts before and after, and the clients whose events have a different verdict. "
                                        + "Discard an interrupted transfer.",
                                SUMS.schema()
                                        .and("moves", Schema.list(MOVES.schema()))
                                        .and("agents", Schema.list(AGENTS.schema()))
                                        .and("other_agents", Schema.count())
                                        .named("Judgement")))
                .answering(Responses.BAD_PARAMETER, Responses.NOT_READY);

        Reply answer(Request request) {
            var unused = request.administrator();
            int limit = LIMIT.of(request.query());
            StatePart part = StatePath.part(request.query(), service.today());
            CountedState other = StatePath.state(request, states);
            return new RowExport(service)
                    .holding(request, () -> Reply.streaming(Reply.JSON, out -> write(other, part, limit, out)))
                    .with("Cache-Control", "no-store");
        }

        private void write(CountedState other, StatePart part, int limit, OutputStream out) throws IOException {
            out.write('\n');
            out.flush(); // the log is read to its end before there is more to say
            Judgement judgement = states.judge(states.live(), other, part, limit);
            JsonGenerator json = TableFormat.json(out);
            json.writeStartObject();
            SUMS.writeFields(json, judgement);
            MOVES.writeList(json, "moves", judgement.moves());
            AGENTS.writeList(json, "agents", judgement.agents());
            json.writeNumberField("other_agents", judgement.otherAgents());
            json.writeEndObject();
            json.close();
        }
    }
}
