package dev.footfall.ingest.users;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.UserId;
import dev.footfall.events.VisitorId;
import dev.footfall.events.WritableEvent;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.EventPublisher.Delivery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A publisher that writes no user's name: an id stands in its place. Where a user is new, it waits for the log of names; while
 * that is not to be had, nothing with names is taken.
 */
public record PseudonymousPublisher(EventPublisher log, UserIds ids) implements EventPublisher {
    private static final Form<WritableEvent> EVENTS = new Form<>(
            event -> event.namesUser() ? Optional.of(event.event().visitor().value()) : Optional.empty(),
            (event, id) -> identified(event.event(), id));
    private static final Form<LikeEvent> LIKES = new Form<>(
            like -> name(like.user()), (like, id) -> new LikeEvent(like.repo(), id.user(), like.liked(), like.time()));

    private record Form<T>(Function<T, Optional<String>> name, BiFunction<T, UserId, T> replacing) {}

    private static Optional<String> name(String user) {
        return UserId.ofUser(user).isPresent() ? Optional.empty() : Optional.of(user);
    }

    private static DownloadEvent identified(DownloadEvent event, UserId id) {
        return new DownloadEvent(
                event.id(), event.time(), event.repo(), VisitorId.user(id.user()), event.request(), event.details());
    }

    @Override
    public CompletableFuture<Delivery> publish(List<? extends WritableEvent> events) {
        List<WritableEvent> readOnce = new ArrayList<>(events.size());
        for (WritableEvent event : events) readOnce.add(event.namesUser() ? event.event() : event);
        return nameless(readOnce, EVENTS, log::publish);
    }

    @Override
    public CompletableFuture<Delivery> like(List<LikeEvent> likes) {
        return nameless(likes, LIKES, log::like);
    }

    /** Goes through the facts once if all users are known, as most are. */
    private <T> CompletableFuture<Delivery> nameless(
            List<T> facts, Form<T> form, Function<List<T>, CompletableFuture<Delivery>> sink) {
        Optional<List<T>> nameless = replaced(facts, form, ids.known()::idOf);
        if (nameless.isPresent()) return sink.apply(nameless.get());
        Set<String> users = new HashSet<>();
        for (T fact : facts) form.name().apply(fact).ifPresent(users::add);
        try {
            Map<String, UserId> agreed = ids.of(users);
            return sink.apply(replaced(facts, form, user -> Optional.ofNullable(agreed.get(user)))
                    .orElseThrow());
        } catch (SharedLogUnavailableException e) {
            return CompletableFuture.completedFuture(new Delivery.Unavailable(String.valueOf(e.getMessage())));
        }
    }

    private static <T> Optional<List<T>> replaced(
            List<T> facts, Form<T> form, Function<String, Optional<UserId>> known) {
        List<T> replaced = new ArrayList<>(facts.size());
        for (T fact : facts) {
            Optional<String> user = form.name().apply(fact);
            Optional<UserId> id = user.flatMap(known);
            if (user.isPresent() && id.isEmpty()) return Optional.empty();
            replaced.add(
                    id.map(standIn -> form.replacing().apply(fact, standIn)).orElse(fact));
        }
        return Optional.of(replaced);
    }

    @Override
    public CompletableFuture<Delivery> rename(List<RenameEvent> renames) {
        return log.rename(renames);
    }

    @Override
    public CompletableFuture<Delivery> register(List<RepositoryEvent> repositories) {
        return log.register(repositories);
    }

    @Override
    public CompletableFuture<Delivery> reject(List<RejectedEvent> rejected) {
        return log.reject(rejected.stream().map(PseudonymousPublisher::textless).toList());
    }

    /** A path or an agent may have a name in it, which no erasure would reach; the line itself is in the server's log. */
    private static RejectedEvent textless(RejectedEvent event) {
        return event.origin() instanceof RejectedEvent.FromLine line
                ? new RejectedEvent(
                        event.field(), event.error(), new RejectedEvent.FromLine(line.source(), line.number(), ""))
                : event;
    }

    @Override
    public void close() {
        log.close();
        ids.close();
    }
}
