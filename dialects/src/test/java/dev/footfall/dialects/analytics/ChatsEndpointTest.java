package dev.footfall.dialects.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.RepositorySession;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.VisitorId;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatsEndpointTest {
    private static final String ADMINISTRATOR = Tokens.bearer("root", Set.of(), true);
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "acme", "tool");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final List<ClientProduct> CLIENTS =
            List.of(ClientProduct.CURL, ClientProduct.GIT, ClientProduct.NONE, ClientProduct.WGET);
    private static final String HASH = "0123456789abcdef0123456789abcdef";
    private static final String PATH = "/api/v1/analytics/models/acme%2Ftool/chats";

    private final InMemoryState state = new InMemoryState(4)
            .put(REPO, LocalDate.parse("2026-11-20"), new DailyCounts(1, 0, 1, 0))
            .current(Served.NOW, 3);
    private final Served served = Served.knowing(state, 0, TrustedProxies.NONE);
    private final List<RepositorySession> all = new ArrayList<>();

    @AfterEach
    void stop() {
        served.close();
    }

    private void session(VisitorId visitor, Instant first, Duration length, ClientProduct client) {
        var session = new RepositorySession(visitor, first, first.plus(length), client);
        all.add(session);
        state.session(REPO, session);
    }

    private HttpResponse<String> ask(String query) {
        return served.get(PATH + query, "Authorization", ADMINISTRATOR);
    }

    private JsonNode json(String query) {
        HttpResponse<String> response = ask(query);
        assertEquals(200, response.statusCode(), response.body());
        return Served.json(response);
    }

    @Test
    void showsAUserAndNothingOfAnAnonymousVisitor() {
        session(VisitorId.user("alice"), NOON, Duration.ofMillis(61_999), ClientProduct.HF_HUB);
        session(VisitorId.anonymous(HASH), NOON, Duration.ZERO, ClientProduct.CURL);

        JsonNode answer = json("");

        assertEquals(2, answer.get("total").asLong());
        JsonNode alice = answer.at("/chats/0");
        assertEquals(
                "{\"user_id\":\"alice\",\"user_name\":\"alice\",\"first_message\":\"hf_hub\",\"updated_at\":"
                        + (NOON.getEpochSecond() + 61) + "}",
                without(alice, "chat_id"));
        JsonNode unknown = answer.at("/chats/1");
        assertEquals(
                "{\"user_id\":null,\"user_name\":null,\"first_message\":\"curl\",\"updated_at\":"
                        + NOON.getEpochSecond() + "}",
                without(unknown, "chat_id"));
        assertFalse(answer.toString().contains(HASH));
        assertTrue(alice.get("chat_id").asText().matches("[A-Za-z0-9_-]{32}"));
    }

    private static String without(JsonNode object, String field) {
        com.fasterxml.jackson.databind.node.ObjectNode copy = object.deepCopy();
        copy.remove(field);
        return copy.toString();
    }

    @Test
    void givesADownloadAnIdOfItsOwnThatStaysTheSame() {
        var one = new RepositorySession(VisitorId.user("alice"), NOON, NOON, ClientProduct.CURL);
        var other = new RepositorySession(VisitorId.user("alice"), NOON.plusMillis(1), NOON, ClientProduct.CURL);
        var longer = new RepositorySession(VisitorId.user("alice"), NOON, NOON.plusSeconds(9), ClientProduct.PIP);
        var unknown = new RepositorySession(VisitorId.anonymous(HASH), NOON, NOON, ClientProduct.CURL);
        var namesake = new RepositorySession(VisitorId.user(HASH), NOON, NOON, ClientProduct.CURL);

        assertEquals("NDO3K8gWQTWO7tcXnRmAKbdMunJbPYQf", ChatsEndpoint.chatId(REPO, one));
        assertEquals(ChatsEndpoint.chatId(REPO, one), ChatsEndpoint.chatId(REPO, longer));
        assertNotEquals(ChatsEndpoint.chatId(REPO, one), ChatsEndpoint.chatId(REPO, other));
        assertNotEquals(ChatsEndpoint.chatId(REPO, unknown), ChatsEndpoint.chatId(REPO, namesake));
        assertNotEquals(
                ChatsEndpoint.chatId(REPO, one), ChatsEndpoint.chatId(new RepoId(RepoType.SPACE, "acme", "tool"), one));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void showsPageByPageWhatANaiveSortShows(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 120; i++) {
            VisitorId visitor = random.nextBoolean()
                    ? VisitorId.user("u" + random.nextInt(9))
                    : VisitorId.anonymous(HASH.substring(3) + String.format("%03x", i));
            Instant first = NOON.minusSeconds(random.nextInt(100_000)).plusMillis(random.nextInt(1_000));
            ClientProduct client = CLIENTS.get(random.nextInt(CLIENTS.size()));
            session(visitor, first, Duration.ofMillis(random.nextInt(5_000)), client);
        }
        long start = NOON.getEpochSecond() - 50_000;
        for (String order : List.of("updated_at", "title", "user_name")) {
            for (boolean isAscending : new boolean[] {true, false}) {
                List<String> expected = naive(order, isAscending, start);
                String query = "?start_date=" + start + "&order_by=" + order + "&limit=7&direction="
                        + (isAscending ? "asc" : "desc");
                List<String> shown = new ArrayList<>();
                while (shown.size() < expected.size()) {
                    JsonNode page = json(query + "&skip=" + shown.size());
                    assertEquals(expected.size(), page.get("total").asInt());
                    assertEquals(
                            Math.min(7, expected.size() - shown.size()),
                            page.get("chats").size());
                    page.get("chats")
                            .forEach(chat -> shown.add(chat.get("chat_id").asText()));
                }
                assertEquals(expected, shown, order + " " + isAscending);
                assertEquals(expected.size(), new HashSet<>(shown).size());
                assertEquals(
                        0, json(query + "&skip=" + expected.size()).get("chats").size());
            }
        }
    }

    private List<String> naive(String order, boolean isAscending, long startSecond) {
        long hour = startSecond / 3_600;
        Comparator<RepositorySession> key = switch (order) {
            case "title" -> Comparator.comparing(session -> session.client().label());
            case "user_name" ->
                Comparator.comparing(session -> session.visitor().value());
            default -> Comparator.comparing(RepositorySession::last);
        };
        Comparator<RepositorySession> all = (isAscending ? key : key.reversed())
                .thenComparing(Comparator.comparing(RepositorySession::last).reversed())
                .thenComparing(Comparator.comparing(RepositorySession::first).reversed())
                .thenComparing(session -> session.visitor().value());
        List<RepositorySession> wanted = this.all.stream()
                .filter(session -> session.first().getEpochSecond() / 3_600 >= hour)
                .toList();
        if (!order.equals("user_name"))
            return wanted.stream().sorted(all).map(ChatsEndpointTest::id).toList();
        Comparator<RepositorySession> newest = Comparator.comparing(RepositorySession::last)
                .thenComparing(RepositorySession::first)
                .reversed()
                .thenComparing(session -> session.visitor().value());
        return Stream.concat(
                        wanted.stream()
                                .filter(it -> it.visitor().authenticated())
                                .sorted(all),
                        wanted.stream()
                                .filter(it -> !it.visitor().authenticated())
                                .sorted(newest))
                .map(ChatsEndpointTest::id)
                .toList();
    }

    private static String id(RepositorySession session) {
        return ChatsEndpoint.chatId(REPO, session);
    }

    @Test
    void hasADownloadInTheHourInWhichItBegan() {
        session(VisitorId.user("alice"), NOON.minusMillis(1), Duration.ofMinutes(5), ClientProduct.CURL);
        long noon = NOON.getEpochSecond();

        assertEquals(0, json("?start_date=" + noon).get("total").asLong());
        assertEquals(1, json("?start_date=" + (noon - 1)).get("total").asLong());
        assertEquals(1, json("?end_date=" + (noon - 3_600)).get("total").asLong());
        assertEquals(0, json("?end_date=" + (noon - 3_601)).get("total").asLong());
    }

    @ParameterizedTest
    @CsvSource({
        "skip=-1, skip",
        "limit=101, limit",
        "limit=0, limit",
        "order_by=name, order_by",
        "direction=down, direction",
        "group_id=g, group_id",
        "start_date=1795219199000, start_date",
    })
    void refusesAParameterThatCannotBeUsed(String query, String parameter) {
        HttpResponse<String> response = ask("?" + query);

        assertEquals(400, response.statusCode());
        assertEquals(parameter, Served.json(response).get("parameter").asText());
    }

    @Test
    void isForAdministratorsAndWholeOrNotThere() {
        assertEquals(401, served.get(PATH).statusCode());
        String user = Tokens.bearer("acme", Set.of(), false);
        assertEquals(403, served.get(PATH, "Authorization", user).statusCode());
        assertEquals(
                404,
                served.get(PATH.replace("tool", "never"), "Authorization", ADMINISTRATOR)
                        .statusCode());
        state.restoring(state.partitionOf(REPO));
        assertEquals(503, ask("").statusCode());
    }
}
