package dev.footfall.queryapi.http.states;

import static dev.footfall.queryapi.http.states.AskedStates.answered;
import static dev.footfall.queryapi.http.states.AskedStates.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.states.TwoStates.RepoDay;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.GivenStates;
import dev.footfall.web.Reply;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes by which states are counted, promoted and dropped, over HTTP. */
@Tag("slow")
class DecisionsEndpointTest {
    private static final String[] BOB = {"Authorization", Tokens.bearer("bob", Set.of(), false)};
    private static final String WHY = "{\"reason\":\"why not\"}";

    private final TwoStates states = TwoStates.random(1);
    private final AskedStates served = new AskedStates(states.served());

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void listsTheStatesTheOneThatAnswersFirst() {
        states.mine.current(Served.NOW, 7);

        JsonNode list = served.list();

        assertEquals(List.of("main", "mine"), list.findValuesAsText("state"));
        assertEquals(
                "true,false",
                list.at("/0/answers").asText() + "," + list.at("/1/answers").asText());
        assertEquals(4 * 7, list.at("/1/left").asLong());
        assertEquals(
                "4 4",
                list.at("/1/level").asText() + " " + list.at("/1/partitions").asText());
        assertEquals(Served.RULES.id(), list.at("/1/rules").asText());
    }

    @Test
    void countsAsLevelThePartitionsThatLackNoMoreThanAPromotionMay() {
        states.mine.current(Served.NOW, 1_000);
        assertEquals(4, served.list().at("/1/level").asInt());

        states.mine.current(Served.NOW, 1_001);
        assertEquals(0, served.list().at("/1/level").asInt());
    }

    @Test
    void saysInWordsWhyItIsNotKnownHowFarAStateIs() {
        states.mine.restoring(2);

        JsonNode list = served.list();

        assertFalse(list.at("/1/detail").asText().isEmpty(), list.toString());
        assertEquals(
                "3 4",
                list.at("/1/level").asText() + " " + list.at("/1/partitions").asText());
        assertEquals("", list.at("/0/detail").asText());
    }

    @Test
    void promotesAStateAndTakesThatBackAndDropsIt() {
        JsonNode promotion = Served.json(answered(200, served.post("mine/promote", "{\"reason\":\" why not \"}")));
        assertEquals(List.of("mine", "main"), served.names());
        JsonNode back = Served.json(answered(200, served.post("mine/demote", WHY)));
        assertEquals(List.of("main", "mine"), served.names());
        assertEquals("", answered(204, served.post("mine/drop", "{}")).body());
        answered(404, served.post("mine/promote", WHY));

        var naive = NaiveDiff.of(states, any -> true).end();
        assertEquals("why not", promotion.path("reason").asText());
        assertEquals(
                "main mine",
                promotion.path("state_before").asText() + " "
                        + promotion.path("state").asText());
        assertEquals(String.valueOf(naive.get("before")), text(promotion.path("before")));
        assertEquals(String.valueOf(naive.get("after")), text(promotion.path("after")));
        assertEquals(naive.get("changed_days"), promotion.path("changed_days").asInt());
        assertEquals(promotion.path("before"), back.path("after"));
        JsonNode corrections = Served.json(served.get("/v1/corrections")).path("corrections");
        assertEquals(List.of(back, promotion), List.of(corrections.get(0), corrections.get(1)));
    }

    /** No node has both: that of the promoted one knows that the rules are the same. */
    @Test
    void promotesAStateOfAnotherFormatWithoutAComparison() {
        for (int partition = 0; partition < 4; partition++) states.main.restoring(partition);
        answered(503, served.post("mine/promote", WHY));

        try (var other = new AskedStates(states.servedInTwoFormats())) {
            JsonNode promotion = Served.json(answered(200, other.post("mine/promote", WHY)));

            var naive = NaiveDiff.of(states, any -> true).end();
            assertEquals(0, promotion.path("changed_days").asInt());
            assertEquals(String.valueOf(naive.get("after")), text(promotion.path("before")));
            assertEquals(String.valueOf(naive.get("after")), text(promotion.path("after")));
            assertEquals(List.of("mine", "main"), other.names());
            answered(503, other.post("mine/demote", WHY)); // which a node of the former release does
        }
    }

    @Test
    void correctsAlsoTheDaysOfRemovedRepositoriesForAdministratorsAlone() {
        states.hidingAll();

        answered(200, served.post("mine/promote", WHY));

        assertSumsOf(any -> true, served.get("/v1/corrections"));
        assertSumsOf(any -> false, served.served().get("/v1/corrections", BOB));
    }

    @Test
    void publishesTheSumsOfTheRepositoriesThatEverybodySaw() {
        Predicate<RepoId> isPublic = repo -> repo.name().compareTo("r-4") > 0;
        states.before.keySet().stream()
                .map(RepoDay::repo)
                .filter(isPublic.negate())
                .forEach(repo -> states.main.register(Registered.privately(repo)));

        answered(200, served.post("mine/promote", WHY));

        assertSumsOf(isPublic, served.served().get("/v1/corrections"));
        assertSumsOf(any -> true, served.get("/v1/corrections"));
        String seen = served.served().get("/v1/corrections.atom").body();
        var naive = NaiveDiff.of(states, day -> isPublic.test(day.repo())).end();
        assertTrue(seen.contains("<summary>" + naive.get("changed_days") + " days of repositories"), seen);
    }

    private void assertSumsOf(Predicate<RepoId> repositories, HttpResponse<String> corrections) {
        var naive = NaiveDiff.of(states, day -> repositories.test(day.repo())).end();
        JsonNode promotion = Served.json(answered(200, corrections)).at("/corrections/0");
        assertEquals(naive.get("changed_days"), promotion.path("changed_days").asInt());
        assertEquals(String.valueOf(naive.get("before")), text(promotion.path("before")));
        assertEquals(String.valueOf(naive.get("after")), text(promotion.path("after")));
        assertFalse(corrections.body().contains("r-"), corrections.body());
    }

    private static String text(JsonNode totals) {
        return totals.toString().replace("\"", "").replace(":", "=").replace(",", ", ");
    }

    @Test
    void takesBackToTheLastStateThatIsStillCounted() {
        var given = new GivenStates(
                new CountedState(CountedState.MAIN, Served.RULES, OneNode.reader(states.main, true)),
                new CountedState("mine", Served.RULES, OneNode.reader(states.mine, true)),
                new CountedState("other", Served.RULES, OneNode.reader(states.mine, true)));
        try (var three = new AskedStates(Served.comparing(given))) {
            for (String action : List.of("mine/promote", "other/promote", "other/demote"))
                answered(200, three.post(action, WHY));
            answered(204, three.post("other/drop", "{}"));

            answered(200, three.post("mine/demote", WHY));

            assertEquals(List.of("main", "mine"), three.names());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "main/promote | The state answers already",
                "mine/demote | The state does not answer",
                "main/demote | No state that answered before this one is still counted",
                "main/drop | This state answers questions: demote it first",
                "other/count | No more states are counted here",
            })
    void refusesWhatCannotBeDoneAsThingsAre(String action, String why) {
        HttpResponse<String> response = answered(409, served.post(action, bodyOf(action)));

        assertEquals(why, Served.json(response).path("detail").asText());
    }

    private static String bodyOf(String action) {
        return action.endsWith("mote") ? WHY : "{}";
    }

    @Test
    void promotesNoStateThatIsStillCounted() {
        states.mine.current(Served.NOW, 5_000);

        HttpResponse<String> response = answered(409, served.post("mine/promote", WHY));

        assertEquals(
                "The state is still counted: 20000 records remain",
                Served.json(response).path("detail").asText());
    }

    @Test
    void waitsForAStateThatIsSoonCounted() throws Exception {
        states.mine.current(Served.NOW, 500);

        var promotion = CompletableFuture.supplyAsync(() -> served.post("mine/promote", WHY));
        assertThrows(TimeoutException.class, () -> promotion.get(2, TimeUnit.SECONDS));
        assertEquals(List.of("main", "mine"), served.names());
        states.mine.current(Served.NOW, 0);

        answered(200, promotion.get(30, TimeUnit.SECONDS));
        assertEquals(List.of("mine", "main"), served.names());
    }

    @Test
    void decidesNothingWhereAPartitionOfEitherCannotBeAsked() {
        states.mine.restoring(0);

        answered(503, served.post("mine/promote", WHY));

        assertEquals(List.of("main", "mine"), served.names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"diff", "count", "promote", "demote", "drop"})
    void isForAdministratorsAlone(String action) {
        for (String state : List.of("mine", "never")) {
            String path = "/v1/whatif/" + state + "/" + action;
            boolean isGet = action.equals("diff");
            Served server = served.served();
            answered(401, isGet ? server.get(path) : server.post(path, Reply.JSON, WHY));
            answered(403, isGet ? server.get(path, BOB) : server.post(path, Reply.JSON, WHY, BOB));
        }
    }

    @Test
    void showsCorrectionsToEverybodyAndStatesToAdministrators() {
        answered(401, served.served().get("/v1/whatif"));
        answered(403, served.served().get("/v1/whatif", BOB));
        answered(200, served.served().get("/v1/corrections"));
        answered(200, served.served().get("/v1/corrections.atom"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"promote", "demote", "drop"})
    void knowsNoOtherState(String action) {
        for (String state : List.of("never", "MINE", "a%2Fb", "%00", "..%2F..", "x".repeat(33))) {
            HttpResponse<String> response = answered(404, served.post(state + "/" + action, bodyOf(action)));
            assertFalse(response.body().contains(state), response.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MINE", "a-b", "a%2Fb", "%20", "%F0%9F%98%80", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void countsNoStateOfAnotherForm(String state) {
        refused("state", "1 to 32 of a-z and 0-9", served.post(state + "/count", "{}"));
    }

    @Test
    void countsAStateThatIsThereOnOnce() {
        JsonNode row = Served.json(answered(200, served.post("mine/count", "{}")));

        assertEquals("mine", row.path("state").asText());
        assertFalse(row.path("answers").asBoolean());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | body",
                "[] | body",
                "'' | body",
                "{\"rules\":7} | rules",
                "{\"lists\":[]} | lists",
                "{\"set\":\"session.gap\"} | set",
                "{\"set\":{\"session.gap\":10}} | set",
                "{\"accept_loss\":\"true\"} | accept_loss",
                "{\"accept-loss\":true} | accept-loss",
                "{\"set\":{},\"set\":{}} | set",
                "{\"set\":{\"session.gap\":\"PT1M\",\"session.gap\":\"PT2M\"}} | session.gap",
                "{\"rules\":\"{name: a, redirects: maybe}\"} | rules:1:22: redirects",
            })
    void namesWhatIsNoWishForAState(String body, String parameter) {
        HttpResponse<String> response = answered(400, served.post("mine/count", body));

        assertEquals(parameter, Served.json(response).path("parameter").asText(), response.body());
        assertFalse(Served.json(response).path("allowed").asText().isEmpty(), response.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t ",
                "a\u0000b",
                "a\nb",
                "a\u001b[31m",
                "a\u007f",
                "a\u0085b",
                "a\ud800b",
                "a\ufffe",
                "\uffff"
            })
    void takesNoReasonThatIsNoText(String reason) {
        String body =
                "{\"reason\":" + ascii(JsonNodeFactory.instance.textNode(reason).toString()) + "}";
        for (String action : List.of("promote", "demote")) {
            refused(
                    "reason",
                    "a text of 1 to 500 characters, visible to everybody",
                    served.post("mine/" + action, body));
        }
    }

    /** The same JSON with an escape for each character that is not of ASCII. */
    private static String ascii(String json) {
        return json.chars()
                .mapToObj(c -> c < 0x7f ? Character.toString(c) : "\\u%04x".formatted(c))
                .reduce("", String::concat);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":null}", "{\"reason\":7}", "{\"reason\":[\"why\"]}", "[]", "7"})
    void takesNoDecisionWithoutAReason(String body) {
        refused("reason", "a text of 1 to 500 characters, visible to everybody", served.post("mine/promote", body));
    }

    @Test
    void takesNoDecisionThatSaysMore() {
        refused("why", "only the fields reason", served.post("mine/promote", "{\"why\":\"because\"}"));
        refused("reasons", "only the fields reason", served.post("mine/demote", "{\"reasons\":\"because\"}"));
        refused("reason", "no repeated fields", served.post("mine/promote", "{\"reason\":\"a\",\"reason\":\"b\"}"));
        refused("dry_run", "no fields", served.post("mine/drop", "{\"dry_run\":true}"));
    }

    @Test
    void takesAReasonOf500CharactersAndNoneOf501() {
        refused(
                "reason",
                "a text of 1 to 500 characters, visible to everybody",
                served.post("mine/promote", "{\"reason\":\"" + "x".repeat(501) + "\"}"));
        answered(200, served.post("mine/promote", "{\"reason\":\"" + "x".repeat(500) + "\"}"));
    }
}
