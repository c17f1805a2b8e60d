package dev.footfall.queryapi.http.live;

import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Visibility.Sight;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.EventStreams;
import dev.footfall.queryapi.http.EventStreams.Broadcast;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.RepositoryLookup;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.question.RepositoriesQuery.RepositorySummary;
import dev.footfall.queryapi.question.RepositoriesQuery.SummariesQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code GET /{type}s/{namespace}/{name}/stats/live}: a repository's downloads, in all and of today. */
final class CountersEndpoint implements Endpoint, Broadcast {
    private record Counters(long downloads, LocalDate date, long today) {}

    private static final Table<Counters> COUNTERS = Table.<Counters>of(
                    Column.count("downloads", Counters::downloads),
                    Column.date("date", Counters::date),
                    Column.count("today", Counters::today))
            .named("LiveStats");

    private static final Operation OPERATION = Responses.followedRepository(
            Operation.get(
                    "/{type}s/{namespace}/{name}/stats/live",
                    "A repository's totals: once, or with `Accept: text/event-stream` whenever they have changed."),
            COUNTERS.schema());

    private final QueryService service;

    CountersEndpoint(QueryService service) {
        this.service = service;
    }

    @Override
    public Operation operation() {
        return OPERATION;
    }

    @Override
    public Reply answer(Request request) {
        LocalDate today = service.today();
        Answer<Optional<RepositorySummary>> summary = service.repositories()
                .about(request, seen -> ask(List.of(seen.lineage()), today).map(all -> all.get(0)));
        Reply once = service.answers()
                .reply(summary, found -> found.map(one -> AnswerRenderer.json(COUNTERS, counters(one, today))));
        if (!request.wantsEvents() || once.status() != 200) return once;
        Lineage repo = service.repositories().lineage(request.repository().orElseThrow());
        var subject = new Subject(Optional.of(repo), request.caller());
        return service.streams().follow(request, this, subject, event(once));
    }

    /** Asks about all repositories at once. One that its caller may not see any longer is followed no more. */
    @Override
    public Map<Subject, byte[]> events(Set<Subject> followed) {
        LocalDate today = service.today();
        Set<Lineage> repos =
                followed.stream().flatMap(one -> one.repo().stream()).collect(Collectors.toSet());
        Map<RepoId, RepositorySummary> summaries = new HashMap<>();
        for (RepositorySummary one :
                AnswerRenderer.whole(ask(List.copyOf(repos), today)).value()) {
            summaries.put(one.repo(), one);
        }
        var events = new HashMap<Subject, byte[]>();
        for (Subject subject : followed) {
            Lineage repo = subject.repo().orElseThrow();
            RepositorySummary summary = summaries.get(repo.name());
            if (summary == null || !isStillSeen(repo, subject)) continue;
            events.put(subject, event(AnswerRenderer.json(COUNTERS, counters(summary, today))));
        }
        return events;
    }

    private boolean isStillSeen(Lineage repo, Subject subject) {
        return RepositoryLookup.registered(
                () -> service.repositories().lineage(repo.name()).equals(repo)
                        && service.state().visibility().sight(repo.name(), subject.caller()) != Sight.HIDDEN);
    }

    private Answer<List<RepositorySummary>> ask(List<Lineage> repos, LocalDate today) {
        return service.state().askOfMany(repos, some -> new SummariesQuery(some, today, today));
    }

    private static Counters counters(RepositorySummary summary, LocalDate today) {
        return new Counters(summary.numbers().totals().downloads(), today, summary.recentDownloads());
    }

    private static byte[] event(Reply reply) {
        return EventStreams.event("stats", reply.body());
    }
}
