package dev.footfall.dialects.newapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.http.Served;
import dev.footfall.web.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnUsageEndpointTest {
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "o", "b");
    private static final RepoId DATASET = new RepoId(RepoType.DATASET, "o", "a");
    private static final Instant HOUR = Instant.parse("2026-11-20T05:00:00Z");

    private final InMemoryState state = new InMemoryState(4);
    private final Asked asked = new Asked(state);

    @Test
    void hasTheHoursOfTheCallerAloneByNameAndTime() {
        state.put("alice", new UserHour(MODEL, HOUR, 3, 1, 90));
        state.put("alice", new UserHour(MODEL, HOUR.minus(Duration.ofDays(2)), 1, 0, 5));
        state.put("alice", new UserHour(DATASET, HOUR, 2, 2, 0));
        state.put("bob", new UserHour(DATASET, HOUR, 7, 7, 7));

        assertEquals("""
                {"success":true,"message":"","data":[\
                {"model_name":"datasets/o/a","created_at":1795150800,"count":2,"quota":2,"token_used":0,\
                "user_id":0,"username":"alice"},\
                {"model_name":"o/b","created_at":1794978000,"count":1,"quota":0,"token_used":5,\
                "user_id":0,"username":"alice"},\
                {"model_name":"o/b","created_at":1795150800,"count":3,"quota":1,"token_used":90,\
                "user_id":0,"username":"alice"}]}""", asked.text(Asked.ALICE, "/data/self"));
    }

    @Test
    void leavesOutWhatTheCallerMayReadNoLonger() {
        state.put("alice", new UserHour(MODEL, HOUR, 3, 1, 90)).register(Registered.privately(MODEL));

        assertEquals(0, rows("").size());
    }

    @Test
    void hasTheHoursThatBeginInThePeriodWithItsEnds() {
        for (int hour = 0; hour < 4; hour++) {
            state.put("alice", new UserHour(MODEL, HOUR.plus(Duration.ofHours(hour)), 1, 1, 1));
        }
        long second = HOUR.getEpochSecond();

        assertEquals(
                2,
                rows("?start_timestamp=" + (second + 3_600) + "&end_timestamp=" + (second + 7_200))
                        .size());
        assertEquals(
                1,
                rows("?start_timestamp=" + (second + 1) + "&end_timestamp=" + (second + 7_199))
                        .size());
        assertEquals(
                0,
                rows("?start_timestamp=" + (second + 1) + "&end_timestamp=" + (second + 2))
                        .size());
    }

    @Test
    void takesAYearAndNoMore() {
        long now = Served.NOW.getEpochSecond();
        long year = Duration.ofDays(366).toSeconds();

        assertEquals(0, rows("?start_timestamp=" + (now - year)).size());
        assertEquals(0, rows("?start_timestamp=0&end_timestamp=" + year).size());
        for (String query :
                new String[] {"start_timestamp=" + (now - year - 1), "start_timestamp=0&end_timestamp=" + (year + 1)}) {
            Reply reply = asked.reply(Asked.ALICE, "/data/self?" + query);
            assertEquals(400, reply.status());
            assertEquals("start_timestamp", Asked.json(reply).get("parameter").asText());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "9007199254740991, 9007199254740991",
        "9007199254740992, 0",
        "99999999999999999999, 0",
        "0, 0",
        "007, 0",
        "-1, 0",
        "alice, 0",
        "٣, 0"
    })
    void givesAnIdAsANumberWhereItIsOne(String user, long number) {
        assertEquals(number, UserUsage.number(user));
    }

    private JsonNode rows(String query) {
        return asked.json(Asked.ALICE, "/data/self" + query).get("data");
    }
}
