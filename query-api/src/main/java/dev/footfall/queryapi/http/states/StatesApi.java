package dev.footfall.queryapi.http.states;

import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.states.StatesEndpoint.CountEndpoint;
import dev.footfall.queryapi.states.States;
import java.util.List;

/** The numbers by other rules, for administrators, and the corrections, for everybody. */
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
                Endpoint.of(CountEndpoint.OPERATION, new CountEndpoint(states)::answer),
                Endpoint.of(DiffEndpoint.OPERATION, new DiffEndpoint(states, service)::answer),
                Endpoint.of(AgentsEndpoint.OPERATION, new AgentsEndpoint(states, service)::answer),
                decisions.promote(),
                decisions.demote(),
                decisions.drop(),
                CorrectionsEndpoint.json(states),
                CorrectionsEndpoint.atom(states));
    }
}
