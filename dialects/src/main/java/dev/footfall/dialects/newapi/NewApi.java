package dev.footfall.dialects.newapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.Unchecked;
import dev.footfall.events.UserId;
import dev.footfall.events.VisitorId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.RowExport;
import dev.footfall.queryapi.question.DailyRows.HoursByName;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.OperationAccess;
import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.ParameterPlace;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The usage data that New API's dashboards and clients ask for. Their pages differ in the slash after a path, and a redirect
 * to another origin would lose the token; they look for {@code success} and {@code message}, also in errors.
 */
public final class NewApi implements Api {
    @Override
    public boolean ignoresUnknown() {
        return true;
    }

    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.of(
                Endpoint.of(UsageEndpoint.OPERATION, ProjectionNames.HOURS, new UsageEndpoint(service)::answer),
                Endpoint.of(
                        UsageEndpoint.OwnUsageEndpoint.OPERATION,
                        ProjectionNames.USERS,
                        new UsageEndpoint.OwnUsageEndpoint(service)::answer));
    }

    @Override
    public boolean takesTrailingSlash() {
        return true;
    }

    @Override
    public List<String> roots() {
        return List.of("data");
    }

    @Override
    public Reply error(Reply problem) {
        return Unchecked.io("an error not in JSON", () -> {
            ObjectNode fields = Json.MAPPER.readValue(problem.body(), ObjectNode.class);
            fields.put("success", false).put("message", fields.path("detail").asText());
            return problem.withBody(Json.MAPPER.writeValueAsBytes(fields));
        });
    }

    @Override
    public List<Class<? extends PartitionQuery<?>>> questions() {
        return List.of(HoursByName.class);
    }

    @Override
    public String words() {
        return Unchecked.text(NewApi.class, "words.json");
    }

    record UsageEndpoint(QueryService service) {
        private static final String USERNAME = "username";
        private static final Parameter USER = new Parameter(
                USERNAME,
                ParameterPlace.QUERY,
                "Only this user's rows; by default, or if empty, those of all visitors.",
                Schema.text(0, VisitorId.MAX_USER_LENGTH));

        static final Operation OPERATION = Responses.streamedToAdministrators(
                Operation.get("/data", "Repository usage per hour, of all visitors or one user (New API).")
                        .taking(UsagePeriod.PARAMETERS, USER),
                Response.json(
                        "One row for each repository and UTC hour with files, by name and hour. Discard an "
                                + "interrupted transfer.",
                        Usage.schema(Schema.either(Usage.OF_ALL.schema(), UserUsage.ROW))
                                .named("Usage")));

        Reply answer(Request request) {
            Caller caller = request.administrator();
            UsagePeriod period = UsagePeriod.of(request.query(), service.now());
            Optional<String> user = user(request.query());
            if (user.isPresent()) return new UserUsage(user.get(), period).reply(service, caller);
            var question = new HoursByName(period.firstDay(), period.lastDay(), caller);
            return service.withGaps(
                    period.touched(),
                    new RowExport(service)
                            .reply(request, question, Reply.JSON, (days, out) -> Usage.write(days, period, out)));
        }

        private Optional<String> user(QueryParameters query) {
            Optional<String> user = query.text(USERNAME).filter(given -> !given.isEmpty());
            user.ifPresent(this::check);
            return user;
        }

        private void check(String user) {
            boolean areCounted = service.backend().projects(ProjectionNames.USERS);
            if (!areCounted) throw new BadParameter(USERNAME, user, "nothing: users are not counted here");
            if (!UserId.isName(user) || user.indexOf('\0') >= 0) {
                throw new BadParameter(USERNAME, user, "at most " + VisitorId.MAX_USER_LENGTH + " characters");
            }
        }

        record OwnUsageEndpoint(QueryService service) {
            private static final int MAX_DAYS = 366;
            static final Operation OPERATION = Responses.numbers(
                            Operation.get("/data/self", "The caller's own repository usage per hour (New API).")
                                    .taking(UsagePeriod.PARAMETERS),
                            Response.json(
                                    "One row for each repository and UTC hour in which the caller fetched files, by name and hour; at"
                                            + " most 366 days.",
                                    Usage.schema(UserUsage.ROW).named("OwnUsage")))
                    .by(OperationAccess.USER)
                    .answering(Responses.UNAUTHORIZED);

            Reply answer(Request request) {
                Caller caller = request.signedIn(); // before anything is looked at
                Instant now = service.now();
                UsagePeriod period = UsagePeriod.of(request.query(), now).within(MAX_DAYS, now);
                return new UserUsage(caller.user().orElseThrow(), period).reply(service, caller);
            }
        }
    }
}
