package dev.footfall.queryapi.http.states;

import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.states.States;
import java.util.List;

/** What other rules would count, for administrators, and the corrections, for everybody. */
public record StatesApi(States states) implements Api {
    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.of(
                new StatesEndpoint(states),
                new CountEndpoint(states),
                new DiffEndpoint(states, service),
                Decisions.promote(states),
                Decisions.demote(states),
                Decisions.drop(states),
                CorrectionsEndpoint.json(states),
                CorrectionsEndpoint.atom(states));
    }
}
