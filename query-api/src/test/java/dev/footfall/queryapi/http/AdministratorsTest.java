package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Reply;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdministratorsTest {
    private static final QueryParameter<OptionalLong> SECONDS = QueryParameter.seconds("start_date", "From.");

    @Test
    void asksAnUnknownCallerForATokenAndRefusesAKnownOne() {
        assertEquals(401, refusal(Caller.ANONYMOUS).status());
        assertTrue(refusal(Caller.ANONYMOUS).headers().containsKey("WWW-Authenticate"));
        assertEquals(403, refusal(Asked.ALICE).status());
        assertEquals(Asked.ADMIN, from(Asked.ADMIN).administrator());
    }

    private static Reply refusal(Caller caller) {
        return assertThrows(HttpProblemException.class, () -> from(caller).administrator())
                .reply();
    }

    private static Request from(Caller caller) {
        return new Request(
                RequestPath.of("/"),
                QueryParameters.of(""),
                new Sender(caller, "somebody"),
                new Request.Message(new byte[0], false, "/", () -> "http://localhost"));
    }

    @Test
    void readsSecondsFromTheFirstToTheLast() {
        assertEquals(OptionalLong.empty(), SECONDS.of(QueryParameters.of("")));
        assertEquals(OptionalLong.of(0), SECONDS.of(QueryParameters.of("start_date=0")));
        assertEquals(OptionalLong.of(4_102_444_800L), SECONDS.of(QueryParameters.of("start_date=4102444800")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "4102444801", "1795219199000", "1e9", "1.5", "99999999999999999999", "2026-11-20", "٣"
            })
    void refusesMillisecondsAndWhatIsNoInteger(String value) {
        var bad = assertThrows(BadParameter.class, () -> SECONDS.of(QueryParameters.of("start_date=" + value)));

        JsonNode refused = Asked.json(bad.reply());
        assertEquals("start_date", refused.path("parameter").asText());
        assertEquals("an integer from 0 to 4102444800", refused.path("allowed").asText());
    }
}
