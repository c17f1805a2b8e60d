package dev.footfall.ingest.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.footfall.events.CheckedJson;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventEncoder;
import dev.footfall.events.PlainEvent;
import dev.footfall.events.WritableEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the reader that takes plain events as they came against the one that reads every event with care. */
@Tag("slow")
class BatchReaderPropertyTest {
    private static final String HASH = OddBody.HASH;
    private final BatchReader reader = new BatchReader(TestIngest.SECRET, InstantSource.fixed(TestIngest.NOW));

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("proof") ? 300 : 60);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void readsTheSameAsWithCare(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            EventFormat format = random.nextBoolean() ? EventFormat.JSON : EventFormat.NDJSON;
            byte[] body = OddBody.of(format, random);

            String shown = "seed=" + seed + " " + format + " " + new String(body, StandardCharsets.UTF_8);
            assertSame(reader.readWithCare(format, body), reader.read(format, body), shown);
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesPlainEventsAsTheyCame(EventFormat format) {
        String everything =
                "{\"time\":\"2026-11-20T04:59:54.123Z\",\"id\":\"e 1\",\"repo_type\":\"dataset\",\"repo\":\"a/b\","
                        + "\"path\":\"a b/c.bin\",\"revision\":\"\",\"via\":\"lfs\",\"method\":\"PUT\",\"status\":599,\"bytes\":0,"
                        + "\"range_start\":123456789012345678,\"size\":7,\"user_id\":\"" + HASH
                        + "\",\"user_agent\":\"curl/8\","
                        + "\"source\":\"s\",\"network\":\"github-actions\"}";
        List<String> plain =
                List.of(everything, TestIngest.event("a"), TestIngest.event("b", "\"visitor\":\"" + HASH + "\""));

        PostedBatch.Checked read = read(format, joined(plain, format));

        List<String> written = read.events().stream()
                .map(event -> assertInstanceOf(PlainEvent.class, event))
                .map(BatchReaderPropertyTest::written)
                .toList();
        assertEquals(plain, written);
        assertEquals(
                List.of(false, true, false),
                read.events().stream().map(WritableEvent::namesUser).toList());
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutTheSpaceBetweenTokens(EventFormat format) {
        String event = TestIngest.event("a  b");
        String spaced =
                " " + event.replace(",", " ,\t ").replace("\":", "\" : ").replace("}", " }") + " ";

        WritableEvent read = read(format, spaced).events().get(0);

        assertInstanceOf(PlainEvent.class, read);
        assertEquals(event, written(read));
    }

    @Test
    void readsPlainEventsBesideOthersOfAnArray() {
        String plain = TestIngest.event("plain");
        String odd = TestIngest.event("odd", "\"ip\":\"192.0.2.77\"");

        PostedBatch.Checked read = read(EventFormat.JSON, "[" + plain + "," + odd + " ,{}, " + plain + "]");

        assertEquals(
                List.of(true, false, true),
                read.events().stream().map(PlainEvent.class::isInstance).toList());
        assertEquals(
                List.of(2),
                read.rejections().stream().map(PostedBatch.Rejection::index).toList());
    }

    @ParameterizedTest
    @EnumSource
    void takesAsManyEventsAsARequestMayHave(EventFormat format) {
        List<String> most = Collections.nCopies(BatchReader.MAX_EVENTS, TestIngest.event("e"));
        List<String> tooMany = Collections.nCopies(BatchReader.MAX_EVENTS + 1, TestIngest.event("e"));

        assertEquals(BatchReader.MAX_EVENTS, read(format, joined(most, format)).size());
        assertInstanceOf(PostedBatch.TooMany.class, reader.read(format, utf8(joined(tooMany, format))));
    }

    private PostedBatch.Checked read(EventFormat format, String body) {
        return assertInstanceOf(PostedBatch.Checked.class, reader.read(format, utf8(body)));
    }

    private static String joined(List<String> events, EventFormat format) {
        return format == EventFormat.NDJSON ? String.join("\n", events) : "[" + String.join(",", events) + "]";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertSame(PostedBatch expected, PostedBatch actual, String shown) {
        if (!(expected instanceof PostedBatch.Checked careful)) {
            assertEquals(expected, actual, shown);
            return;
        }
        PostedBatch.Checked read = assertInstanceOf(PostedBatch.Checked.class, actual, shown);
        assertEquals(careful.rejections(), read.rejections(), shown);
        assertEquals(
                careful.events(),
                read.events().stream().map(WritableEvent::event).toList(),
                shown);
        for (WritableEvent event : read.events()) {
            if (event instanceof PlainEvent) assertCanonical(event, shown);
        }
    }

    /** Holds what is written against what would be written of the same event: nothing is added, and nothing is there twice. */
    private static void assertCanonical(WritableEvent plain, String shown) {
        DownloadEvent event = plain.event();
        assertArrayEquals(event.keyBytes(), plain.keyBytes(), shown);
        assertEquals(event.namesUser(), plain.namesUser(), shown);
        List<String> fields = fields(written(plain), shown);
        Set<String> distinct = new HashSet<>(fields);
        assertEquals(fields.size(), distinct.size(), shown);
        distinct.removeAll(fields(written(event), shown));
        assertEquals(Set.of(), distinct, shown);
    }

    private static List<String> fields(String json, String shown) {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = CheckedJson.JSON.createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME) names.add(parser.currentName());
            }
        } catch (IOException e) {
            throw new AssertionError(shown, e);
        }
        return names;
    }

    private static String written(WritableEvent event) {
        return new String(event.json(new EventEncoder()), StandardCharsets.UTF_8);
    }
}
