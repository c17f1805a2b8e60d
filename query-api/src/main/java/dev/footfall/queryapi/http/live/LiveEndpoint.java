package dev.footfall.queryapi.http.live;

import dev.footfall.aggregator.counting.LastHour;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.EventStreams;
import dev.footfall.queryapi.http.EventStreams.Broadcast;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.question.ArrivalsQuery;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /v1/live}: what arrived in the last hour. All callers but administrators see the same, in which there are no
 * repositories that are private: so an event is made twice at most, however many follow it.
 */
final class LiveEndpoint implements Endpoint, Broadcast {
    private static final Caller EVERYBODY = Caller.ANONYMOUS;
    private static final Caller ADMINISTRATORS = new Caller(Optional.empty(), Set.of(), true);

    /** The period before now whose steps each event repeats, since they may still change. */
    private static final Duration RECENT = Duration.ofMinutes(1);

    private static final Operation OPERATION = Responses.followed(
            Operation.get(
                    "/v1/live",
                    "The last hour, as it arrives: once, or with `Accept: text/event-stream` every second."),
            LiveAnswer.SCHEMA);

    private final QueryService service;
    private volatile Instant lastWhole = Instant.EPOCH;

    LiveEndpoint(QueryService service) {
        this.service = service;
    }

    @Override
    public Operation operation() {
        return OPERATION;
    }

    @Override
    public Reply answer(Request request) {
        var subject = new Subject(Optional.empty(), request.caller().admin() ? ADMINISTRATORS : EVERYBODY);
        Reply once = answer(subject, Duration.ofHours(1));
        boolean isFollowed = request.wantsEvents() && once.status() == 200;
        return isFollowed ? service.streams().follow(request, this, subject, whole(once)) : once;
    }

    /** All steps from time to time, because the log may be read late; else the recent ones. */
    @Override
    public Map<Subject, byte[]> events(Set<Subject> followed) {
        Instant minute = service.now().truncatedTo(ChronoUnit.MINUTES);
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
        return service.answers()
                .reply(
                        service.state().ask(new ArrivalsQuery(subject.caller(), from, first)),
                        arrivals -> Optional.of(LiveAnswer.of(arrivals, from, first, now)));
    }

    private static Instant step(Instant moment) {
        return Instant.ofEpochMilli(moment.toEpochMilli() / LastHour.STEP_MILLIS * LastHour.STEP_MILLIS);
    }
}
