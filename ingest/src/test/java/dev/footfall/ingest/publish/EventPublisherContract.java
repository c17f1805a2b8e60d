package dev.footfall.ingest.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.PlainEventReader;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.events.WritableEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link EventPublisher}. A test class of an implementation makes one and looks into it. */
public interface EventPublisherContract {
    /** The time that any delivery may take, in seconds, before a test gives up. */
    int PATIENCE_SECONDS = 60;

    /** A publisher that nothing was given to yet. */
    Subject subject() throws Exception;

    /** A publisher under test, and what it wrote to its log. */
    interface Subject extends AutoCloseable {
        EventPublisher publisher();

        /** Every event that this publisher made durable; those of one repository in the order of the log. */
        List<Stored> events() throws Exception;

        /** The states and renames of repositories that it made durable. */
        List<Stored> repositories() throws Exception;

        /** The likes that it made durable. */
        List<Stored> likes() throws Exception;

        /** The values of what was rejected, as text. */
        List<String> rejected() throws Exception;

        /** Takes the log away from the publisher. */
        void loseLog() throws Exception;

        @Override
        void close();
    }

    /**
     * A record of the log.
     *
     * @param key as text
     * @param value as JSON
     */
    record Stored(String key, String value) {
        public static Stored of(DownloadEvent event) {
            return of(event.repo(), EventCodec.encode(event));
        }

        static Stored of(RepositoryEvent event) {
            return of(event.repo(), event.toJson());
        }

        static Stored of(RenameEvent event) {
            return new Stored(event.key(), new String(event.toJson(), StandardCharsets.UTF_8));
        }

        static Stored of(LikeEvent event) {
            return of(event.repo(), event.toJson());
        }

        private static Stored of(RepoId repo, byte[] json) {
            return new Stored(repo.key(), new String(json, StandardCharsets.UTF_8));
        }
    }

    @Test
    default void acknowledgesABatchOnceAllOfItIsDurable() throws Exception {
        try (Subject subject = subject()) {
            List<DownloadEvent> batch = events("batch", 5_000);

            Delivery delivery = await(subject.publisher().publish(batch));

            assertEquals(new Delivery.Acknowledged(), delivery);
            assertSame(batch, subject.events());
        }
    }

    @Test
    default void keepsTheOrderOfARepositorysEvents() throws Exception {
        try (Subject subject = subject()) {
            List<DownloadEvent> batch = events("order", 1_000);

            await(subject.publisher().publish(batch));

            assertEquals(
                    ofFirstRepository(batch.stream().map(Stored::of).toList()), ofFirstRepository(subject.events()));
        }
    }

    @Test
    default void writesPlainEventsBesideOthersInTheirOrder() throws Exception {
        try (Subject subject = subject()) {
            List<DownloadEvent> batch = events("plain", 100);
            List<WritableEvent> mixed = new ArrayList<>();
            for (DownloadEvent event : batch) mixed.add(mixed.size() % 2 == 0 ? plain(event) : event);

            await(subject.publisher().publish(mixed));

            assertSame(batch, subject.events());
            assertEquals(
                    ofFirstRepository(batch.stream().map(Stored::of).toList()), ofFirstRepository(subject.events()));
        }
    }

    private static WritableEvent plain(DownloadEvent event) {
        return new PlainEventReader()
                .read(EventCodec.encode(event), 0, event.time().toEpochMilli())
                .orElseThrow();
    }

    @Test
    default void acknowledgesNothingAtOnce() throws Exception {
        try (Subject subject = subject()) {
            subject.loseLog();

            assertEquals(new Delivery.Acknowledged(), await(subject.publisher().publish(List.of())));
            assertEquals(
                    new Delivery.Acknowledged(), await(subject.publisher().send(RecordKind.REPOSITORIES, List.of())));
            assertEquals(new Delivery.Acknowledged(), await(subject.publisher().send(RecordKind.RENAMES, List.of())));
            assertEquals(new Delivery.Acknowledged(), await(subject.publisher().send(RecordKind.LIKES, List.of())));
            assertEquals(new Delivery.Acknowledged(), await(subject.publisher().send(RecordKind.REJECTED, List.of())));
        }
    }

    @Test
    default void takesBatchesFromManyThreads() throws Exception {
        try (Subject subject = subject()) {
            List<List<DownloadEvent>> batches = IntStream.range(0, 16)
                    .mapToObj(i -> events("thread-" + i, 200))
                    .toList();

            List<CompletableFuture<Delivery>> deliveries = batches.stream()
                    .map(batch ->
                            CompletableFuture.completedFuture(batch).thenComposeAsync(subject.publisher()::publish))
                    .toList();

            for (CompletableFuture<Delivery> delivery : deliveries) {
                assertEquals(new Delivery.Acknowledged(), await(delivery));
            }
            assertSame(batches.stream().flatMap(List::stream).toList(), subject.events());
        }
    }

    @Test
    default void writesTheLargestEventThatThereCanBe() throws Exception {
        try (Subject subject = subject()) {
            String widest = "\uD83D\uDE00";
            var details = new EventDetails(
                    widest.repeat(4_096), widest.repeat(1_024), widest.repeat(1_024), widest.repeat(256));
            var request = new FileRequest(Via.HTTP, "GET", 200, Long.MAX_VALUE, Long.MAX_VALUE);
            var largest = new DownloadEvent(
                    widest.repeat(128),
                    Instant.parse("2026-11-20T12:00:00Z"),
                    new RepoId(RepoType.DATASET, "n".repeat(96), "n".repeat(96)),
                    VisitorId.user(widest.repeat(256)),
                    request,
                    details);

            assertEquals(new Delivery.Acknowledged(), await(subject.publisher().publish(List.of(largest))));
            assertSame(List.of(largest), subject.events());
        }
    }

    @Test
    default void writesWhatIsRejectedToItsOwnPlace() throws Exception {
        try (Subject subject = subject()) {
            var origin = new RejectedEvent.FromLine("files-1", 7, "- - broken".repeat(100_000));
            var rejected = new RejectedEvent("json", "not a line", origin);

            assertEquals(
                    new Delivery.Acknowledged(),
                    await(subject.publisher().send(RecordKind.REJECTED, List.of(rejected))));

            assertEquals(List.of(new String(rejected.toJson(), StandardCharsets.UTF_8)), subject.rejected());
            assertTrue(subject.events().isEmpty());
        }
    }

    @Test
    default void writesRepositoriesAndLikesUnderTheirRepositorysKey() throws Exception {
        try (Subject subject = subject()) {
            var repo = new RepoId(RepoType.SPACE, "org", "name");
            Instant time = Instant.parse("2026-11-20T12:00:00Z");
            var repository = new RepositoryEvent(repo, time, false, true, false, RepositoryDetails.NONE);
            var like = new LikeEvent(repo, "ann", true, time);

            assertEquals(
                    new Delivery.Acknowledged(),
                    await(subject.publisher().send(RecordKind.REPOSITORIES, List.of(repository))));
            assertEquals(new Delivery.Acknowledged(), await(subject.publisher().send(RecordKind.LIKES, List.of(like))));

            assertEquals(List.of(Stored.of(repository)), subject.repositories());
            assertEquals(List.of(Stored.of(like)), subject.likes());
            assertTrue(subject.events().isEmpty());
        }
    }

    @Test
    default void writesRenamesBesideTheStatesUnderAKeyOfTheirOwn() throws Exception {
        try (Subject subject = subject()) {
            var old = new RepoId(RepoType.MODEL, "org", "old");
            var target = new RepoId(RepoType.MODEL, "org", "new");
            var rename = new RenameEvent(old, Optional.of(target), Instant.parse("2026-11-20T12:00:00Z"));

            assertEquals(
                    new Delivery.Acknowledged(), await(subject.publisher().send(RecordKind.RENAMES, List.of(rename))));

            assertEquals(List.of(Stored.of(rename)), subject.repositories());
            assertEquals(
                    "model/org/old/renamed-to", subject.repositories().get(0).key());
        }
    }

    @Test
    default void saysThatTheLogIsAwayAndNeverFails() throws Exception {
        try (Subject subject = subject()) {
            subject.loseLog();

            Delivery delivery = await(subject.publisher().publish(events("lost", 3)));

            assertInstanceOf(Delivery.Unacknowledged.class, delivery);
        }
    }

    @Test
    default void isUnavailableOnceClosed() throws Exception {
        try (Subject subject = subject()) {
            subject.publisher().close();

            Delivery delivery = await(subject.publisher().publish(events("closed", 3)));

            assertInstanceOf(Delivery.Unacknowledged.class, delivery);
        }
    }

    private static void assertSame(List<DownloadEvent> expected, List<Stored> found) {
        assertEquals(expected.size(), found.size());
        assertEquals(new HashSet<>(expected.stream().map(Stored::of).toList()), new HashSet<>(found));
    }

    private static List<Stored> ofFirstRepository(List<Stored> records) {
        return records.stream()
                .filter(record -> record.key().equals("model/org/repo-0"))
                .toList();
    }

    private static Delivery await(CompletableFuture<Delivery> delivery) throws Exception {
        return delivery.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Different events of seven repositories. */
    static List<DownloadEvent> events(String prefix, int count) {
        var events = new ArrayList<DownloadEvent>();
        for (int i = 0; i < count; i++) {
            events.add(new DownloadEvent(
                    prefix + "-" + i,
                    Instant.parse("2026-11-20T12:00:00Z"),
                    new RepoId(RepoType.MODEL, "org", "repo-" + i % 7),
                    VisitorId.user("user-" + i % 11),
                    new FileRequest(Via.HTTP, "GET", 200, i, null),
                    EventDetails.NONE));
        }
        return events;
    }
}
