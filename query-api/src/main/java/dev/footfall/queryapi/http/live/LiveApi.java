package dev.footfall.queryapi.http.live;

import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Sight;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.EventStreams;
import dev.footfall.queryapi.http.EventStreams.Broadcast;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.RepositoryLookup;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.ArrivalsQuery;
import dev.footfall.queryapi.question.FoundArrivals;
import dev.footfall.queryapi.question.RepositorySummary;
import dev.footfall.queryapi.question.SummariesQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Live routes: the last hour as it arrives, and a repository's counters; once, or as server-sent events every second. One
 * answer is shared by all followers of a subject.
 */
public final class LiveApi implements Api {
    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.of(
                Endpoint.of(LiveEndpoint.OPERATION, new LiveEndpoint(service)::answer),
                Endpoint.of(CountersEndpoint.OPERATION, new CountersEndpoint(service)::answer));
    }

    /**
     * {@code GET /v1/live}: what arrived in the last hour. All callers but administrators see the same, in which there are no
     * repositories that are private: so an event is made twice at most, however many follow it.
     */
    static final class LiveEndpoint implements Broadcast {
        private static final Caller EVERYBODY = Caller.ANONYMOUS;
        private static final Caller ADMINISTRATORS = new Caller(Optional.empty(), Set.of(), true);

        /** The period before now whose steps each event repeats, since they may still change. */
        private static final Duration RECENT = Duration.ofMinutes(1);

        private static final Operation OPERATION = Responses.followed(
                Operation.get(
                        "/v1/live",
                        "The last hour, as it arrives: once, or every second with `Accept: text/event-stream`."),
                LiveAnswer.SCHEMA);

        private final QueryService service;
        private volatile Instant lastWhole = Instant.EPOCH;

        LiveEndpoint(QueryService service) {
            this.service = service;
        }

        private Reply answer(Request request) {
            var subject = new Subject(Optional.empty(), request.caller().admin() ? ADMINISTRATORS : EVERYBODY);
            Reply once = answer(subject, Duration.ofHours(1));
            if (!request.wantsEvents() || once.status() != 200) return once;
            Instant minute = minute();
            if (lastWhole.isBefore(minute.minus(RECENT))) lastWhole = minute; // else others may wait for theirs
            return service.streams().follow(request, this, subject, whole(once));
        }

        private Instant minute() {
            return service.now().truncatedTo(ChronoUnit.MINUTES);
        }

        /** All steps from time to time, because the log may be read late; else the recent ones. */
        @Override
        public Map<Subject, byte[]> events(Set<Subject> followed) {
            Instant minute = minute();
            boolean isWhole = minute.isAfter(lastWhole);
            var events = new HashMap<Subject, byte[]>();
            for (Subject subject : followed) {
                Reply reply = answer(subject, isWhole ? Duration.ofHours(1) : RECENT);
                if (reply.status() != 200) throw new HttpProblemException(reply);
                events.put(subject, isWhole ? whole(reply) : EventStreams.event("recent", reply.body()));
            }
            lastWhole = minute;
            return events;
        }

        private static byte[] whole(Reply reply) {
            return EventStreams.event("hour", reply.body());
        }

        private Reply answer(Subject subject, Duration steps) {
            Instant now = service.now().truncatedTo(ChronoUnit.MILLIS);
            Instant from = step(now.minus(Duration.ofHours(1)));
            Instant first = step(now.minus(steps));
            return service.reply(
                    service.ask(new ArrivalsQuery(subject.caller(), from, first)),
                    arrivals -> LiveAnswer.of(arrivals, from, first, now));
        }

        private static Instant step(Instant moment) {
            return Instant.ofEpochMilli(moment.toEpochMilli() / FoundArrivals.STEP_MILLIS * FoundArrivals.STEP_MILLIS);
        }
    }

    record CountersEndpoint(QueryService service) implements Broadcast {
        private record Counters(long downloads, LocalDate date, long today) {}

        private static final Table<Counters> COUNTERS = Table.<Counters>of(
                        Column.count("downloads", Counters::downloads),
                        Column.date("date", Counters::date),
                        Column.count("today", Counters::today))
                .named("LiveStats");

        private static final Operation OPERATION = Responses.followedRepository(
                Operation.get(
                        "/{type}s/{namespace}/{name}/stats/live",
                        "A repository's totals: once, or after every change with `Accept: text/event-stream`."),
                COUNTERS.schema());

        private Reply answer(Request request) {
            LocalDate today = service.today();
            Reply once = service.reply(
                    request,
                    seen -> ask(List.of(seen.lineage()), today).map(all -> all.get(0)),
                    one -> AnswerRenderer.json(COUNTERS, counters(one, today)));
            if (!request.wantsEvents() || once.status() != 200) return once;
            Lineage repo = service.repositories().lineage(request.repository().orElseThrow());
            var subject = new Subject(Optional.of(repo), request.caller());
            return service.streams().follow(request, this, subject, event(once));
        }

        /** Asks about all repositories at once. One that its caller may no longer see is no longer followed. */
        @Override
        public Map<Subject, byte[]> events(Set<Subject> followed) {
            LocalDate today = service.today();
            Set<Lineage> repos =
                    followed.stream().flatMap(one -> one.repo().stream()).collect(Collectors.toSet());
            Answer<List<RepositorySummary>> asked = ask(List.copyOf(repos), today);
            Reply now = service.reply(asked, any -> Reply.empty(200));
            if (now.status() != 200) throw new HttpProblemException(now); // such as too far behind
            Map<RepoId, RepositorySummary> summaries = AnswerRenderer.whole(asked).value().stream()
                    .collect(Collectors.toMap(RepositorySummary::repo, Function.identity(), (one, other) -> other));
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
            return new Counters(summary.numbers().downloads(), today, summary.recentDownloads());
        }

        private static byte[] event(Reply reply) {
            return EventStreams.event("stats", reply.body());
        }
    }
}
