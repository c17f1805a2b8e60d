package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class EventCodecPropertyTest {
    private static final int EVENTS = 200;
    private static final String NAME_CHARACTERS = "ABCXYZabcxyz0189._-";

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void readsBackWhatItWrote(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < EVENTS; i++) {
            DownloadEvent event = event(random);

            byte[] json = EventCodec.encode(event);

            assertEquals(
                    new Parsed.Valid<>(event),
                    EventCodec.decode(json, event.time().toEpochMilli()));
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void writesAsAJsonLibraryDoes(long seed) {
        var random = new Random(seed);
        var encoder = new EventEncoder();
        for (int i = 0; i < EVENTS; i++) {
            DownloadEvent event = event(random);

            assertEquals(
                    new String(GeneratedEvent.of(event), StandardCharsets.UTF_8),
                    new String(encoder.encode(event), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1999-12-31T23:59:59.999Z",
                "2026-11-20T04:59:54.120Z",
                "9999-12-31T23:59:59.001Z",
                "+10000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999Z"
            })
    void writesTimesOfAllYears(Instant time) {
        DownloadEvent event = event(new Random(1));
        var then = new DownloadEvent(event.id(), time, event.repo(), event.visitor(), event.request(), event.details());

        assertEquals(
                new String(GeneratedEvent.of(then), StandardCharsets.UTF_8),
                new String(EventCodec.encode(then), StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void answersAnyDamageWithAVerdict(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < EVENTS; i++) {
            byte[] json = EventCodec.encode(event(random));
            for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
                json[random.nextInt(json.length)] = (byte) random.nextInt(256);
            }

            Parsed<DownloadEvent> decoded = EventCodec.decode(json, RawEvent.NOW.toEpochMilli());

            decoded.fold(EventCodec::encode, bad -> bad.error().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static DownloadEvent event(Random random) {
        var request = new FileRequest(
                List.of(Via.values()).get(random.nextInt(3)),
                text(random, 1, FileRequest.MAX_METHOD_LENGTH),
                100 + random.nextInt(500),
                random.nextLong() >>> (1 + random.nextInt(63)),
                random.nextBoolean() ? null : random.nextLong() >>> (1 + random.nextInt(63)),
                random.nextBoolean() ? null : random.nextLong() >>> (1 + random.nextInt(63)));
        var details = new EventDetails(
                text(random, 0, 80),
                optional(random, 40),
                optional(random, 60),
                optional(random, 20),
                random.nextBoolean() ? null : "cloud-" + random.nextInt(9),
                null);
        return new DownloadEvent(
                text(random, 1, DownloadEvent.MAX_ID_LENGTH),
                Instant.ofEpochMilli(random.nextLong(253_402_300_800_000L)),
                new RepoId(List.of(RepoType.values()).get(random.nextInt(3)), name(random), name(random)),
                visitor(random),
                request,
                details);
    }

    private static VisitorId visitor(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> VisitorId.user("id:" + hash(random));
            case 1 -> VisitorId.user(text(random, 1, 30));
            default -> VisitorId.anonymous(hash(random));
        };
    }

    private static @Nullable String optional(Random random, int most) {
        return random.nextBoolean() ? null : text(random, 0, most);
    }

    /** Quotes, escapes, controls, two-, three- and four-byte characters, but no surrogate alone. */
    private static String text(Random random, int least, int most) {
        int length = least + random.nextInt(most - least + 1);
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(6)) {
                        case 0 -> random.nextInt(0x20);
                        case 1 -> "\"\\/{}[]:,".charAt(random.nextInt(9));
                        case 2 -> 0x80 + random.nextInt(0x5000);
                        case 3 -> 0x1_0000 + random.nextInt(0x10_0000);
                        default -> 0x20 + random.nextInt(0x5F);
                    });
        }
        return text.toString();
    }

    private static String name(Random random) {
        var name = new StringBuilder("a");
        for (int length = random.nextInt(95); length > 0; length--) {
            name.append(NAME_CHARACTERS.charAt(random.nextInt(NAME_CHARACTERS.length())));
        }
        return name.toString();
    }

    private static String hash(Random random) {
        return String.format("%016x%016x", random.nextLong(), random.nextLong());
    }
}
