package dev.footfall.operations.spikes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.footfall.aggregator.query.Spike;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.sharedlog.InMemorySharedLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages about spikes, to a receiver that takes them or not. */
@Tag("slow")
class SpikeWatchTest {
    private static final String SECRET = "a secret of a test has 32 bytes!";
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    private Instant now = NOON;
    private Runnable beforeSending = () -> {};
    private final List<Spike> spikes = new ArrayList<>(List.of(spike("a", TODAY, 500, 1), spike("b", TODAY, 900, 30)));
    private final InMemorySharedLog<DeliveredSpikes, SpikeRecord> log =
            new InMemorySharedLog<>(DeliveredSpikes.TOPIC, InstantSource.system());
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    private final SpikeSource source = new SpikeSource() {
        @Override
        public List<Spike> on(LocalDate date) {
            return spikes.stream().filter(spike -> spike.date().equals(date)).toList();
        }

        @Override
        public Optional<byte[]> message(Spike spike, Instant sent) {
            beforeSending.run();
            String json = "{\"repository\":\"" + spike.repo().fullName() + "\",\"date\":\"" + spike.date() + "\"}";
            return Optional.of(json.getBytes(StandardCharsets.UTF_8));
        }
    };

    private static Spike spike(String name, LocalDate date, long downloads, long median) {
        return new Spike(new RepoId(RepoType.MODEL, "org", name), date, downloads, median);
    }

    private SpikeWatch watch(Receiver receiver) {
        return new SpikeWatch(
                source, log, new Webhook(receiver.url(), SECRET), new SpikeWatch.Surroundings(() -> now, metrics));
    }

    private static List<String> repositories(Receiver receiver) {
        return receiver.messages().stream()
                .map(message -> message.json().get("repository").asText())
                .toList();
    }

    @Test
    void sendsOneMessageForADayOfARepositoryTheLargestFirst() throws Exception {
        try (var receiver = new Receiver();
                SpikeWatch watch = watch(receiver)) {
            assertTrue(watch.deliver());
            spikes.set(0, spike("a", TODAY, 5_000, 1));
            assertTrue(watch.deliver());
            spikes.add(spike("a", TODAY.minusDays(1), 400, 1));
            assertTrue(watch.deliver());

            assertEquals(List.of("org/a", "org/b", "org/a"), repositories(receiver));
            assertEquals(0, metrics.get("footfall.webhook.waiting").gauge().value());
        }
    }

    @Test
    void sendsAgainWhatWasNotTakenAndNothingElse() throws Exception {
        try (var receiver = new Receiver(500, 204, 302, 404);
                SpikeWatch watch = watch(receiver)) {
            assertFalse(watch.deliver());
            assertEquals(2, metrics.get("footfall.webhook.waiting").gauge().value());
            assertFalse(watch.deliver());
            assertFalse(watch.deliver());
            now = now.plusSeconds(1);
            assertTrue(watch.deliver());

            assertEquals(List.of("org/a", "org/a", "org/b", "org/b", "org/b"), repositories(receiver));
            assertTrue(receiver.messages().stream()
                    .allMatch(message -> message.path().equals("/hook")));
            assertEquals(2, count("delivered"));
            assertEquals(3, count("failed"));
        }
    }

    @Test
    void waitsWithNothingOnceItLooksNoFurtherBack() throws Exception {
        try (var receiver = new Receiver(503);
                SpikeWatch watch = watch(receiver)) {
            assertFalse(watch.deliver());
            assertEquals(2, metrics.get("footfall.webhook.waiting").gauge().value());

            spikes.clear();
            assertTrue(watch.deliver());
            assertEquals(0, metrics.get("footfall.webhook.waiting").gauge().value());
        }
    }

    @Test
    void goesOnAfterAMessageThatIsRefused() throws Exception {
        try (var receiver = new Receiver(400);
                SpikeWatch watch = watch(receiver)) {
            assertFalse(watch.deliver());
            assertEquals(List.of("org/a", "org/b"), repositories(receiver));
            now = now.plusSeconds(1);
            assertTrue(watch.deliver());

            assertEquals(List.of("org/a", "org/b", "org/a"), repositories(receiver));
        }
    }

    /** As of <a href="https://www.rfc-editor.org/rfc/rfc6585#section-4">RFC 6585</a>. */
    @Test
    void sendsNoOtherMessageToAReceiverThatIsBusyAndWaitsAsLongAsItAsks() throws Exception {
        try (var receiver = new Receiver(408, 429);
                SpikeWatch watch = watch(receiver)) {
            assertEquals(SpikeWatch.pause(1), watch.look());
            assertEquals(Duration.ofSeconds(20), watch.look());
            assertEquals(SpikeWatch.pause(0), watch.look());

            assertEquals(List.of("org/a", "org/a", "org/a", "org/b"), repositories(receiver));
        }
    }

    @Test
    void sendsTheOthersFirstWhereManyAreRefused() throws Exception {
        spikes.clear();
        for (int i = 0; i <= SpikeWatch.MOST; i++) spikes.add(spike("r" + i, TODAY, 900 - i, 1));
        var refusals = new Integer[SpikeWatch.MOST];
        Arrays.fill(refusals, 400);
        try (var receiver = new Receiver(refusals);
                SpikeWatch watch = watch(receiver)) {
            assertFalse(watch.deliver());
            now = now.plusSeconds(1);
            assertTrue(watch.deliver());

            List<String> sent = repositories(receiver);
            assertEquals(List.of("org/r100", "org/r0"), sent.subList(SpikeWatch.MOST, SpikeWatch.MOST + 2));
        }
    }

    @Test
    void readsNothingOfAnAnswerButItsStatus() throws Exception {
        HttpServer endless = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var isCut = new CompletableFuture<Boolean>();
        endless.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) body.write(new byte[1 << 16]);
            } catch (IOException e) {
                isCut.complete(true);
            }
        });
        endless.start();
        var url = URI.create("http://127.0.0.1:" + endless.getAddress().getPort() + "/");

        assertEquals(Optional.empty(), new Webhook(url, SECRET).send(new byte[0]));
        assertTrue(isCut.get());
        endless.stop(0);
    }

    private double count(String outcome) {
        return metrics.get("footfall.webhook.messages")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void sendsAgainWhatMayHaveBeenTakenBeforeACrash() throws Exception {
        try (var receiver = new Receiver()) {
            try (SpikeWatch dying = watch(receiver)) {
                spikes.remove(1);
                assertTrue(dying.deliver());
                spikes.add(spike("c", TODAY, 900, 1));
                beforeSending = () -> log.isAway = true; // it dies before the delivery is written down
                assertThrows(SharedLogUnavailableException.class, dying::deliver);
            }
            beforeSending = () -> {};
            log.isAway = false;

            try (SpikeWatch next = watch(receiver)) {
                assertTrue(next.deliver());
                assertTrue(next.deliver());
            }

            assertEquals(List.of("org/a", "org/c", "org/c"), repositories(receiver));
        }
    }

    @Test
    void sendsNothingAgainWhereADeliveryCannotBeWrittenDown() throws Exception {
        try (var receiver = new Receiver();
                SpikeWatch watch = watch(receiver)) {
            for (int round = 0; round < 2; round++) {
                log.refusesWrites = true;
                assertThrows(SharedLogUnavailableException.class, watch::deliver);
                assertEquals(List.of("org/a"), repositories(receiver));
            }
            log.refusesWrites = false;
            assertTrue(watch.deliver());

            assertEquals(List.of("org/a", "org/b"), repositories(receiver));
        }
    }

    @Test
    void looksNoFurtherBackThanThreeDaysAndForgetsAfterAWeek() throws Exception {
        try (var receiver = new Receiver();
                SpikeWatch watch = watch(receiver)) {
            assertTrue(watch.deliver());
            now = NOON.plus(Duration.ofDays(3));
            spikes.add(spike("old", TODAY, 900, 1));
            assertTrue(watch.deliver());
            assertEquals(List.of("org/a", "org/b"), repositories(receiver));

            now = NOON.plus(Duration.ofDays(9));
            spikes.add(spike("new", TODAY.plusDays(9), 900, 1));
            assertTrue(watch.deliver());

            log.compact();
            assertEquals(
                    List.of(
                            "model/org/a/2026-11-20 false",
                            "model/org/b/2026-11-20 false",
                            "model/org/new/2026-11-29 true"),
                    log.records().stream()
                            .map(record -> record.key() + " " + record.isKept())
                            .sorted()
                            .toList());
        }
    }

    @Test
    void goesOnByItselfWhenTheReceiverIsBack() throws Exception {
        try (var receiver = new Receiver(503, 503);
                SpikeWatch watch = watch(receiver)) {
            watch.start();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> receiver.messages().size() >= 4);

            assertEquals(List.of("org/a", "org/a", "org/a", "org/b"), repositories(receiver));
            assertTrue(count("failed") == 2, watch::toString);
        }
    }

    @Test
    void waitsLongerAfterEachFailureUpToFiveMinutes() {
        assertEquals(Duration.ofSeconds(10), SpikeWatch.pause(0));
        assertEquals(Duration.ofSeconds(1), SpikeWatch.pause(1));
        assertEquals(Duration.ofSeconds(8), SpikeWatch.pause(4));
        assertEquals(Duration.ofMinutes(5), SpikeWatch.pause(10));
        assertEquals(Duration.ofMinutes(5), SpikeWatch.pause(Integer.MAX_VALUE));
    }

    @Test
    void waitsNoLongerAfterAFailureWhileOtherMessagesAreTaken() throws Exception {
        spikes.add(spike("c", TODAY, 20, 1));
        try (var receiver = new Receiver(503, 204, 503, 204, 503);
                SpikeWatch watch = watch(receiver)) {
            assertEquals(SpikeWatch.pause(1), watch.look());
            assertEquals(SpikeWatch.pause(1), watch.look());
            assertEquals(SpikeWatch.pause(1), watch.look());
            assertEquals(SpikeWatch.pause(0), watch.look());
        }
    }

    @Test
    void doesNotLetTheOthersWaitLongForAMessageThatIsRefusedAgainAndAgain() throws Exception {
        var refusals = new Integer[20];
        Arrays.fill(refusals, 400);
        spikes.remove(1);
        try (var receiver = new Receiver(refusals);
                SpikeWatch watch = watch(receiver)) {
            Instant end = now.plus(Duration.ofMinutes(10));
            while (now.isBefore(end)) {
                Duration pause = watch.look();
                assertTrue(pause.compareTo(Duration.ofSeconds(10)) <= 0, pause::toString);
                now = now.plus(pause);
            }

            assertEquals(10, receiver.messages().size()); // after 1, 2, 4, … seconds
        }
    }

    @Test
    void signsTheBodyAsRfc2104Says() throws Exception {
        try (var receiver = new Receiver();
                SpikeWatch watch = watch(receiver)) {
            assertTrue(watch.deliver());

            for (Receiver.Message message : receiver.messages()) {
                assertEquals("sha256=" + hmac(message.body()), message.signature());
            }
        }
    }

    /** RFC 2104, word by word. */
    private static String hmac(String text) throws Exception {
        byte[] inner = new byte[64];
        byte[] outer = new byte[64];
        byte[] key = SECRET.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 64; i++) {
            byte one = i < key.length ? key[i] : 0;
            inner[i] = (byte) (one ^ 0x36);
            outer[i] = (byte) (one ^ 0x5c);
        }
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(inner);
        byte[] first = sha.digest(text.getBytes(StandardCharsets.UTF_8));
        sha.update(outer);
        return String.format(Locale.ROOT, "%064x", new BigInteger(1, sha.digest(first)));
    }

    @Test
    void refusesAddressesWhereAnybodyOnTheWayCouldRead() {
        for (String url :
                List.of("http://example.org/", "https://user:word@example.org/", "ftp://127.0.0.1/", "https:///x")) {
            var refusal = assertThrows(IllegalArgumentException.class, () -> new Webhook(URI.create(url), SECRET), url);
            assertTrue(String.valueOf(refusal.getMessage()).contains("webhook.url"), url);
        }
    }
}
