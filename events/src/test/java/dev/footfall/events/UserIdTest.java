package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {
    private static final String HEX = "5f0c0123456789abcdef0123456789ab";
    private static final UserId ID = UserId.ofHex(HEX).orElseThrow();

    @Test
    void standsInTheFormOfNoName() {
        assertEquals(HEX, ID.hex());
        assertEquals("id:" + HEX, ID.user());
        assertEquals(Optional.of(ID), UserId.ofUser(ID.user()));
        assertTrue(VisitorId.isUser(ID.user()));
        assertFalse(UserId.isName(ID.user()));
        assertFalse(LikeEvent.isName(ID.user()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                HEX,
                "id:5F0C0123456789ABCDEF0123456789AB",
                "id:5f0c0123456789abcdef0123456789a",
                "id:5f0c0123456789abcdef0123456789abc",
                "ID:5f0c0123456789abcdef0123456789ab",
            })
    void leavesEveryOtherTextToNames(String name) {
        assertEquals(Optional.empty(), UserId.ofUser(name));
        assertTrue(UserId.isName(name));
        assertEquals(
                VisitorId.user(name),
                RawEvent.minimal().having("user", '"' + name + '"').event().visitor());
    }

    @Test
    void isWrittenAsAFieldOfItsOwn() {
        DownloadEvent event = RawEvent.minimal()
                .without("user")
                .with("user_id", '"' + HEX + '"')
                .event();
        String json = new String(EventCodec.encode(event), StandardCharsets.UTF_8);

        assertEquals(VisitorId.user(ID.user()), event.visitor());
        assertTrue(json.contains("\"user_id\":\"" + HEX + "\""), json);
        assertFalse(json.contains("\"user\":"), json);
    }

    @Test
    void winsOverTheName() {
        DownloadEvent both = RawEvent.minimal().with("user_id", '"' + HEX + '"').event();

        assertEquals(VisitorId.user(ID.user()), both.visitor());
    }

    @Test
    void isNoNameThatAnEventMayHave() {
        Parsed<DownloadEvent> posing =
                RawEvent.minimal().having("user", '"' + ID.user() + '"').decoded();

        assertEquals("user", RawEvent.fault(posing).field());
    }

    @Test
    void standsInLikes() {
        var like = new LikeEvent(RepoId.ofKey("model/a/b").orElseThrow(), ID.user(), true, RawEvent.NOW);
        byte[] json = like.toJson();

        assertEquals(
                Optional.of(like),
                LikeEvent.decode(json, RawEvent.NOW.toEpochMilli()).value());
        assertTrue(new String(json, StandardCharsets.UTF_8).contains("\"user_id\":\"" + HEX + "\""));
    }

    @Test
    void hasANameUntilThatIsErased() {
        var names = new UserNames();
        names.replay(ID, UserNames.decode(UserNames.toJson("alice")).value());

        assertEquals(Optional.of("alice"), names.nameOf(ID));
        assertEquals(Optional.of(ID), names.idOf("alice"));

        names.replay(ID, Optional.empty());

        assertEquals(Optional.empty(), names.nameOf(ID));
        assertEquals(Optional.empty(), names.idOf("alice"));
    }
}
