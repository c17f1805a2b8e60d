package dev.footfall.ingest.users;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.UserId;
import dev.footfall.events.VisitorId;
import dev.footfall.events.WritableEvent;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.RecordKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Writes ids in place of users' names. New users wait for the log of names; without it nothing with names is taken. */
public record PseudonymousPublisher(EventPublisher log, UserIds ids) implements EventPublisher {
    /** Goes through the facts once if all users are known, as most are. */
    @Override
    @SuppressWarnings("unchecked") // what stands in for a fact is of its kind
    public <T> CompletableFuture<Delivery> send(RecordKind<T> kind, List<? extends T> facts) {
        List<T> read = facts.stream().map(fact -> (T) readOnce(fact)).toList();
        Optional<List<T>> nameless = replaced(read, ids.known()::idOf);
        if (nameless.isPresent()) return log.send(kind, nameless.get());
        Set<String> users = new HashSet<>();
        for (T fact : read) name(fact).ifPresent(users::add);
        try {
            Map<String, UserId> agreed = ids.of(users);
            return log.send(
                    kind,
                    replaced(read, user -> Optional.ofNullable(agreed.get(user)))
                            .orElseThrow());
        } catch (SharedLogUnavailableException e) {
            return CompletableFuture.completedFuture(new Delivery.Unacknowledged(String.valueOf(e.getMessage())));
        }
    }

    private static Object readOnce(Object fact) {
        if (fact instanceof WritableEvent event) return event.namesUser() ? event.event() : event;
        return fact instanceof RejectedEvent rejected ? textless(rejected) : fact;
    }

    /** A path or an agent may have a name in it, which no erasure would reach; the line itself is in the server's log. */
    private static RejectedEvent textless(RejectedEvent event) {
        return event.origin() instanceof RejectedEvent.FromLine line
                ? new RejectedEvent(
                        event.field(), event.error(), new RejectedEvent.FromLine(line.source(), line.number(), ""))
                : event;
    }

    @SuppressWarnings("unchecked") // what stands in for a fact is of its kind
    private static <T> Optional<List<T>> replaced(List<T> facts, Function<String, Optional<UserId>> known) {
        List<T> replaced = new ArrayList<>(facts.size());
        for (T fact : facts) {
            Optional<String> user = name(fact);
            Optional<UserId> id = user.flatMap(known);
            if (user.isPresent() && id.isEmpty()) return Optional.empty();
            replaced.add(id.map(standIn -> (T) identified(fact, standIn)).orElse(fact));
        }
        return Optional.of(replaced);
    }

    private static Optional<String> name(Object fact) {
        if (fact instanceof WritableEvent event && event.namesUser()) {
            return Optional.of(event.event().visitor().value());
        }
        return fact instanceof LikeEvent like && UserId.ofUser(like.user()).isEmpty()
                ? Optional.of(like.user())
                : Optional.empty();
    }

    private static Object identified(Object fact, UserId id) {
        if (fact instanceof LikeEvent like) return new LikeEvent(like.repo(), id.user(), like.liked(), like.time());
        DownloadEvent event = ((WritableEvent) fact).event();
        return new DownloadEvent(
                event.id(), event.time(), event.repo(), VisitorId.user(id.user()), event.request(), event.details());
    }

    @Override
    public void close() {
        log.close();
        ids.close();
    }
}
