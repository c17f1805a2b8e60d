package dev.footfall.queryapi.http;

import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.EventStreams.Broadcast.Subject;
import dev.footfall.web.EventBody;
import dev.footfall.web.EventStream;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Permits;
import dev.footfall.web.Reply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.util.NamedThreadFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open streams of events. One thread asks once a second about everything that is followed, and hands each event to all who
 * follow it; none of them costs a thread. Streams are bounded in number and in age: a client comes again by itself, and is
 * known again then.
 */
public final class EventStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    static final int MOST = 1_000;

    private static final long PAUSE_MILLIS = 1_000;
    private static final long LONGEST_SILENCE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long LONGEST_STREAM_NANOS = Duration.ofMinutes(15).toNanos();
    private static final byte[] RETRY = "retry: 3000\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING_NEW = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Map<Followed, Followers> followed = new HashMap<>();
    private final ScheduledExecutorService pace =
            Executors.newSingleThreadScheduledExecutor(new NamedThreadFactory("query-events"));
    private final Map<Broadcast, String> failures = new HashMap<>();
    private final Permits permits;
    private final Counter dropped;
    private boolean isClosed;

    private record Followed(Broadcast broadcast, Subject subject) {}

    private static final class Followers {
        private final Map<EventStream, Long> beganNanos = new HashMap<>();
        private byte @Nullable [] last;
        private long sentNanos = System.nanoTime();

        Followers(byte[] first) {
            this.last = first;
        }
    }

    EventStreams(Permits permits, MeterRegistry metrics) {
        this.permits = permits;
        this.dropped = Counter.builder("footfall.query.streams.dropped")
                .description("Event streams cut because their client was too slow")
                .register(metrics);
        Gauge.builder("footfall.query.streams", this, EventStreams::open)
                .description("Open event streams")
                .register(metrics);
        var unused = pace.scheduleWithFixedDelay(this::sendNews, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    public static byte[] event(String name, byte[] data) {
        String text = "event: " + name + "\ndata: " + new String(data, StandardCharsets.UTF_8) + "\n\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public Reply follow(Request request, Broadcast broadcast, Subject subject, byte[] first) {
        Permits.Permit permit = request.permitOf(permits);
        var what = new Followed(broadcast, subject);
        return Reply.events(new EventBody() {
            @Override
            public void begin(EventStream stream) {
                stream.send(RETRY);
                stream.send(first);
                var unused = stream.ended().thenRun(() -> leave(stream, what, permit));
                join(stream, what, first);
            }

            @Override
            public void close() {
                permit.close();
            }
        });
    }

    private void join(EventStream stream, Followed what, byte[] first) {
        synchronized (this) {
            if (!isClosed && !stream.ended().isDone()) {
                Followers followers = followed.computeIfAbsent(what, any -> new Followers(first));
                if (!Arrays.equals(first, followers.last)) followers.last = null; // the others have another one
                followers.beganNanos.put(stream, System.nanoTime());
                return;
            }
        }
        stream.end();
    }

    private synchronized void leave(EventStream stream, Followed what, Permits.Permit permit) {
        permit.close();
        Followers followers = followed.get(what);
        if (followers == null) return;
        followers.beganNanos.remove(stream);
        if (followers.beganNanos.isEmpty()) followed.remove(what);
    }

    private synchronized double open() {
        return followed.values().stream()
                .mapToInt(followers -> followers.beganNanos.size())
                .sum();
    }

    private synchronized Map<Broadcast, Set<Subject>> subjects() {
        return followed.keySet().stream()
                .collect(Collectors.groupingBy(
                        Followed::broadcast, Collectors.mapping(Followed::subject, Collectors.toSet())));
    }

    private void sendNews() {
        Map<Broadcast, Set<Subject>> asked = subjects();
        failures.keySet().retainAll(asked.keySet());
        asked.forEach((broadcast, subjects) -> {
            try {
                Map<Subject, byte[]> events = broadcast.events(subjects);
                for (Subject subject : subjects) {
                    var what = new Followed(broadcast, subject);
                    byte[] event = events.get(subject);
                    if (event == null) followers(what).keySet().forEach(EventStream::end);
                    else send(what, event);
                }
                failures.remove(broadcast);
            } catch (HttpProblemException e) { // not now
                for (Subject subject : subjects) send(new Followed(broadcast, subject), NOTHING_NEW);
            } catch (RuntimeException e) { // the edge of the thread; logged once until it changes
                boolean isKnown = e.toString().equals(failures.put(broadcast, e.toString()));
                if (!isKnown) LOG.error("The data of an event stream could not be read", e);
            }
        });
    }

    private synchronized Map<EventStream, Long> followers(Followed what) {
        Followers followers = followed.get(what);
        return followers == null ? Map.of() : Map.copyOf(followers.beganNanos);
    }

    private void send(Followed what, byte[] event) {
        long now = System.nanoTime();
        news(what, event, now)
                .ifPresent(news -> followers(what).forEach((stream, beganNanos) -> {
                    if (now - beganNanos > LONGEST_STREAM_NANOS) stream.end();
                    else if (!stream.send(news)) dropped.increment();
                }));
    }

    /** The event if it is not the last one again; else a sign of life from time to time. */
    private synchronized Optional<byte[]> news(Followed what, byte[] event, long nowNanos) {
        Followers followers = followed.get(what);
        if (followers == null) return Optional.empty();
        boolean isNew = event != NOTHING_NEW && !Arrays.equals(event, followers.last);
        if (!isNew && nowNanos - followers.sentNanos < LONGEST_SILENCE_NANOS) return Optional.empty();
        followers.sentNanos = nowNanos;
        if (isNew) followers.last = event;
        return Optional.of(isNew ? event : NOTHING_NEW);
    }

    void end() {
        List<EventStream> streams;
        synchronized (this) {
            streams = followed.values().stream()
                    .flatMap(followers -> followers.beganNanos.keySet().stream())
                    .toList();
        }
        streams.forEach(EventStream::end);
    }

    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        pace.shutdownNow();
        end();
    }

    /** Something that changes, sent to all who follow it: each subject is asked about once, however many follow it. */
    public interface Broadcast {
        /** A subject as one kind of caller sees it. {@code repo}: the repository; empty for all. */
        record Subject(Optional<Lineage> repo, Caller caller) {}

        /** Leaves out a subject not to be followed any longer. An event the same as the last one is not sent again. */
        Map<Subject, byte[]> events(Set<Subject> followed);
    }
}
