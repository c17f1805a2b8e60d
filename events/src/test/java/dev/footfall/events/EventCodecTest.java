package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private static final String HASH = "5f0c0123456789abcdef0123456789ab";

    @Test
    void readsEveryField() {
        DownloadEvent event = RawEvent.minimal()
                .with("path", "\"a/b.bin\"")
                .with("revision", "\"main\"")
                .with("via", "\"lfs\"")
                .with("bytes", "4976698672")
                .with("range_start", "0")
                .with("size", "9953397344")
                .with("user_agent", "\"hf_hub/0.24\"")
                .with("source", "\"files-1\"")
                .with("network", "\"github-actions\"")
                .event();

        var request = new FileRequest(Via.LFS, "GET", 200, 4_976_698_672L, 0L, 9_953_397_344L);
        var details = new EventDetails("a/b.bin", "main", "hf_hub/0.24", "files-1", "github-actions", null);
        var repo = new RepoId(RepoType.MODEL, "myorg", "mymodel");
        var time = Instant.parse("2026-11-20T04:59:54.123Z");
        assertEquals(new DownloadEvent("e-1", time, repo, VisitorId.user("alice"), request, details), event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x/1,gzip(gfe)", "x/1, gzip(gfe)", "x/1 gzip(gfe),gzip(gfe)"})
    void leavesOutWhatGoogleAppendsToAnAgentHoweverPlainTheEventIs(String agent) {
        RawEvent raw = RawEvent.minimal().with("user_agent", '"' + agent + '"');

        assertEquals("x/1", raw.event().details().userAgent());
        assertTrue(new PlainEventReader()
                .read(
                        raw.json().getBytes(StandardCharsets.UTF_8),
                        0,
                        Instant.parse("2026-11-20T12:00:00Z").toEpochMilli())
                .isEmpty());
    }

    @Test
    void givesOptionalFieldsTheirDefaults() {
        DownloadEvent event = RawEvent.minimal().event();

        assertEquals(EventDetails.NONE, event.details());
        assertEquals(ClientProduct.NONE, Observation.of(event).client());
        assertEquals(new FileRequest(Via.HTTP, "GET", 200, 0, null), event.request());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path",
                "revision",
                "via",
                "bytes",
                "range_start",
                "size",
                "user_agent",
                "source",
                "network",
                "visitor",
                "ip"
            })
    void readsNullAsAbsent(String optional) {
        DownloadEvent event = RawEvent.minimal().with(optional, "null").event();

        assertEquals(RawEvent.minimal().event(), event);
    }

    @Test
    void readsAnyOrderOfFieldsAndEscapesInTheirNames() {
        var backwards = new ArrayList<>(RawEvent.minimal().fields());
        Collections.reverse(backwards);
        String json = new RawEvent(backwards).json().replace("\"repo_type\"", "\"\\u0072epo\\u005ftype\"");

        assertEquals(new Parsed.Valid<>(RawEvent.minimal().event()), RawEvent.decode(json));
    }

    @Test
    void ignoresUnknownFieldsHoweverNested() {
        String nested = "[".repeat(500) + "{\"id\":7}" + "]".repeat(500);

        RawEvent event = RawEvent.minimal()
                .with("nested", nested)
                .with("Id", "1")
                .with("object", "{\"time\":null,\"deep\":{\"repo\":[]}}")
                .with("number", "1e99999");

        assertEquals(RawEvent.minimal().event(), event.event());
    }

    @Test
    void takesTheLastOfARepeatedField() {
        RawEvent good = RawEvent.minimal();

        assertEquals(404, good.with("status", "404").event().request().status());
        assertEquals(
                good.event(),
                good.having("status", "\"bad\"").with("status", "200").event());
        assertEquals(good.event(), good.having("id", "{}").with("id", "\"e-1\"").event());
        assertEquals("status", good.with("status", "\"bad\"").fault());
        assertEquals("id", good.with("id", "[1]").fault());
        assertEquals("id", good.with("id", "null").fault());
        assertEquals("status", good.with("status", "null").fault());
        assertNull(good.with("range_start", "5")
                .with("range_start", "null")
                .event()
                .request()
                .rangeStart());
    }

    @Test
    void prefersTheUserToTheVisitor() {
        RawEvent both = RawEvent.minimal().with("visitor", "\"" + HASH + "\"");

        assertEquals(VisitorId.user("alice"), both.event().visitor());
        assertEquals(VisitorId.anonymous(HASH), both.without("user").event().visitor());
        assertEquals(
                VisitorId.anonymous(HASH),
                both.having("user", "null")
                        .having("visitor", "\"" + HASH.toUpperCase(Locale.ROOT) + "\"")
                        .event()
                        .visitor());
    }

    @Test
    void knowsNoAddressInTheLog() {
        assertEquals(
                "user",
                RawEvent.minimal().without("user").with("ip", "\"192.0.2.7\"").fault());
        assertEquals(
                RawEvent.minimal().event(), RawEvent.minimal().with("ip", "7").event());
    }

    @Test
    void hashesAnAddressWhereItIsTold() throws IOException {
        String json = RawEvent.minimal()
                .without("user")
                .with("ip", "\"192.0.2.7\"")
                .with("user_agent", "\"curl\"")
                .json();
        var asked = new ArrayList<String>();
        AddressHash hash = new AddressHash() {
            @Override
            public VisitorId visitor(String address, @Nullable String userAgent, Instant time) {
                asked.add(address + " " + userAgent + " " + time);
                return VisitorId.anonymous(HASH);
            }

            @Override
            public String withoutAddress(String text, String address) {
                return text.replace(address, "-");
            }
        };

        try (JsonParser parser = CheckedJson.JSON.createParser(json.getBytes(StandardCharsets.UTF_8))) {
            parser.nextToken();
            Parsed<DownloadEvent> decoded = EventCodec.decode(parser, RawEvent.NOW.toEpochMilli(), hash);

            assertTrue(decoded instanceof Parsed.Valid<DownloadEvent> event
                    && event.fact().visitor().equals(VisitorId.anonymous(HASH)));
            assertNull(parser.nextToken());
        }
        assertEquals(List.of("192.0.2.7 curl 2026-11-20T04:59:54.123Z"), asked);
    }

    @Test
    void readsTheNextEventAfterABadOne() throws IOException {
        String good = RawEvent.minimal().json();
        String array = "[" + good + ",[[1]],7,"
                + RawEvent.minimal().having("id", "{\"a\":[1]}").json() + "," + good + "]";
        var fields = new ArrayList<String>();

        try (JsonParser parser = CheckedJson.JSON.createParser(array.getBytes(StandardCharsets.UTF_8))) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                fields.add(EventCodec.decode(parser, RawEvent.NOW.toEpochMilli(), null)
                        .fold(event -> "ok", FieldError::field));
            }
        }

        assertEquals(List.of("ok", "json", "json", "id", "ok"), fields);
    }
}
