package dev.footfall.queryapi.http.newapi;

import dev.footfall.aggregator.projection.Users;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.web.Reply;
import java.time.Instant;
import java.util.Optional;

/** {@code GET /data/self}: the caller's own hours. */
record OwnUsageEndpoint(QueryService service) {
    private static final int MAX_DAYS = 366;
    private static final Operation OPERATION = Responses.numbers(
                    Operation.get("/data/self", "The caller's own use of repositories, by the hour (New API).")
                            .taking(UsagePeriod.described()),
                    Response.of(
                            200,
                            "One row for each repository and UTC hour in which the caller fetched files, by name and hour; at"
                                    + " most 366 days.",
                            Reply.JSON,
                            Usage.schema(UserUsage.ROW).named("OwnUsage")))
            .by(Operation.Access.USER)
            .answering(Responses.UNAUTHORIZED);

    static Endpoint of(QueryService service) {
        return Endpoint.of(OPERATION, Users.NAME, new OwnUsageEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        Optional<String> user = request.caller().user();
        if (user.isEmpty()) return Problem.unauthorized(); // before anything is looked at
        Instant now = service.now();
        UsagePeriod period = UsagePeriod.of(request.query(), now).within(MAX_DAYS, now);
        return new UserUsage(user.get(), period).reply(service, request.caller());
    }
}
