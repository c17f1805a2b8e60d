package dev.footfall.queryapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.RepositoryNumbers;
import dev.footfall.queryapi.route.RepositorySummary;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code POST /stats/bulk}: the totals and recent downloads of many repositories, each for itself found or not. */
final class BulkRoute implements Route.Action {
    private static final Schema FOUND = item(200)
            .and("downloads", Schema.count())
            .and("likes", Schema.count())
            .and("recent_downloads", Schema.count())
            .and("private", Schema.truth())
            .named("BulkFound");
    private static final Schema NOT_FOUND =
            item(404).and("code", Schema.word(List.of("RepoNotFound"))).named("BulkNotFound");

    static final Operation OPERATION = Responses.numbers(
                    Operation.post(
                            "/stats/bulk",
                            "The totals and recent downloads of many repositories.",
                            BulkQuestion.SCHEMA),
                    Response.of(
                            200,
                            "One result for each repository, in the order asked.",
                            Reply.JSON,
                            Schema.object()
                                    .and("results", Schema.list(Schema.either(FOUND, NOT_FOUND)))
                                    .and("period", Shapes.PERIOD)
                                    .named("Bulk")))
            .answering(Responses.TOO_LARGE, Responses.UNSUPPORTED);

    private final Asking asking;

    /** A repository as it was found, and its downloads in the period. */
    private record Found(Asking.Seen seen, long recentDownloads) {}

    BulkRoute(Asking asking) {
        this.asking = asking;
    }

    private static Schema item(int status) {
        return Schema.object()
                .and("type", Shapes.TYPE)
                .and("id", Schema.text())
                .and("status", Schema.integer(status, status));
    }

    @Override
    public Reply answer(Request request) {
        BulkQuestion question = BulkQuestion.read(request.body());
        Period period = Period.endingAt(asking.today(), question.days());
        List<RepoId> repos = question.items().stream()
                .map(BulkQuestion.Item::repository)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        List<Function<RepositorySummary, Optional<Found>>> known =
                repos.stream().map(repo -> found(repo, request)).toList();
        Answer<List<RepositorySummary>> answer = asking.state().each(repos, period.start(), period.end());
        return asking.numbers().reply(answer, summaries -> {
            Map<RepoId, Optional<Found>> byRepo = new HashMap<>();
            for (int i = 0; i < repos.size(); i++) {
                byRepo.put(repos.get(i), known.get(i).apply(summaries.get(i)));
            }
            return Optional.of(
                    Numbers.json(fields(question, period, repo -> byRepo.getOrDefault(repo, Optional.empty()))));
        });
    }

    private Function<RepositorySummary, Optional<Found>> found(RepoId repo, Request request) {
        Function<RepositoryNumbers, Optional<Asking.Seen>> known = asking.known(repo, request.caller());
        return summary -> known.apply(summary.numbers()).map(seen -> new Found(seen, summary.recentDownloads()));
    }

    private static Json.Fields fields(BulkQuestion question, Period period, Function<RepoId, Optional<Found>> results) {
        return json -> {
            json.writeArrayFieldStart("results");
            for (BulkQuestion.Item item : question.items()) {
                write(json, item, item.repository().flatMap(results));
            }
            json.writeEndArray();
            period.writeTo(json);
        };
    }

    private static void write(JsonGenerator json, BulkQuestion.Item item, Optional<Found> found) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", item.type().label());
        json.writeStringField("id", item.id());
        json.writeNumberField("status", found.isPresent() ? 200 : 404);
        if (found.isPresent()) {
            Asking.Seen seen = found.get().seen();
            json.writeNumberField("downloads", seen.numbers().totals().downloads());
            json.writeNumberField("likes", seen.numbers().likes());
            json.writeNumberField("recent_downloads", found.get().recentDownloads());
            json.writeBooleanField("private", seen.isPrivate());
        } else {
            json.writeStringField("code", "RepoNotFound");
        }
        json.writeEndObject();
    }
}
