package dev.footfall.dialects.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The questions of Open WebUI's page of analytics, asked the way it asks but for host and token, and its computations
 * with the answers. Repositories are its models, counted files its messages, downloads its chats. Where its contract
 * is silent, or cannot hold:
 *
 * <ul>
 *   <li>Every route needs an administrator: 401, 403 ({@code AdministratorsTest}).
 *   <li>One file is one message, though a page says "user + assistant". Input tokens are 0, output tokens are bytes;
 *       no emails are known; names that differ in case are different users ({@link AnalyticsPropertyTest},
 *       {@link UsersEndpointTest}).
 *   <li>{@code total_users} is there only where users are counted.
 *   <li>{@code total} of chats is all that can be listed, not those returned: else the page stops after the first 50.
 *       The preview of a first message is the client ({@link ChatsEndpointTest}, {@code StoredVisitorsPropertyTest}).
 *   <li>Feedback is each user's last word, by day, also days without any; tags are clients of downloads
 *       ({@link OverviewEndpointTest}, {@code PartitionLikesTest}).
 *   <li>Days and hours are UTC, and every one is listed; its own server may leave the last one out.
 *   <li>{@code group_id} is 400 for a group that is not configured: all users' numbers under its name would be wrong
 *       ({@link AnalyticsEndpointsTest}).
 *   <li>An id with a slash may be one encoded segment, or raw ones.
 * </ul>
 */
class AnalyticsClientTest {
    private static final String ADMINISTRATOR = Tokens.bearer("root", Set.of(), true);
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "acme", "gpt-4o");
    private static final long WEEK_AGO = Served.NOW.getEpochSecond() - 7 * 86_400;

    private final InMemoryState state = new InMemoryState(4).current(Served.NOW, 0);
    private final Served served = Served.knowing(state, 0, TrustedProxies.NONE);

    @BeforeEach
    void count() {
        for (int age = 0; age < 7; age++) state.put(MODEL, TODAY.minusDays(age), new DailyCounts(2, 1, 3, 50));
        state.put(new RepoId(RepoType.DATASET, "acme", "table"), TODAY, new DailyCounts(1, 0, 4, 2_000_000));
        for (int i = 0; i < 120; i++) {
            state.session(
                    MODEL,
                    new RepositorySession(
                            VisitorId.user("user" + i), Served.NOW.minusSeconds(i), Served.NOW, ClientProduct.HF_HUB));
        }
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private JsonNode ask(String path) {
        HttpResponse<String> response = served.get(
                "/api/v1/analytics" + path,
                "Accept",
                "application/json",
                "Content-Type",
                "application/json",
                "authorization",
                ADMINISTRATOR);
        assertEquals(200, response.statusCode(), response.body());
        return Served.json(response);
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    @Test
    void givesATableOfModelsSharesOfAWhole() {
        JsonNode models = ask("/models?start_date=" + WEEK_AGO).get("models");
        JsonNode tokens = ask("/tokens?start_date=" + WEEK_AGO);
        JsonNode summary = ask("/summary?start_date=" + WEEK_AGO);

        long messages = list(models).stream()
                .mapToLong(model -> model.get("count").asLong())
                .sum();
        assertEquals(messages, summary.get("total_messages").asLong());
        assertEquals(models.size(), summary.get("total_models").asInt());
        long used = list(tokens.get("models")).stream()
                .mapToLong(model -> model.get("total_tokens").asLong())
                .sum();
        assertEquals(used, tokens.get("total_tokens").asLong());
        assertEquals("datasets/acme/table", tokens.at("/models/0/model_id").asText());
    }

    @Test
    void givesAChartALineForEachOfTheFirstModels() {
        JsonNode data = ask("/daily?start_date=" + WEEK_AGO + "&end_date=" + Served.NOW.getEpochSecond()
                        + "&granularity=daily")
                .get("data");
        List<String> lines = new ArrayList<>();
        data.get(0).get("models").fieldNames().forEachRemaining(lines::add);

        assertEquals(8, data.size());
        assertEquals(List.of("acme/gpt-4o", "datasets/acme/table"), lines);
        assertEquals(
                21 + 4,
                list(data).stream()
                        .flatMap(day -> list(day.get("models")).stream())
                        .mapToLong(JsonNode::asLong)
                        .sum());
    }

    @Test
    void givesAListThatScrollsAllChatsOnce() {
        String id = URLEncoder.encode("acme/gpt-4o", StandardCharsets.UTF_8);
        List<String> chats = new ArrayList<>();
        JsonNode page;
        do {
            page = ask("/models/" + id + "/chats?skip=" + chats.size() + "&limit=50");
            page.get("chats").forEach(chat -> chats.add(chat.get("chat_id").asText()));
        } while (chats.size() < page.get("total").asInt());

        assertEquals(120, chats.size());
        assertEquals(120, Set.copyOf(chats).size());
        assertTrue(ask("/models/" + id + "/overview?days=30").get("history").size() == 30);
    }

    @Test
    void showsAPageOfAnotherOriginWhyItIsRefused() {
        HttpResponse<String> refused = served.get("/api/v1/analytics/summary", "Origin", "http://localhost:5173");

        assertEquals(401, refused.statusCode());
        assertEquals(
                "*", refused.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
        assertTrue(Served.json(refused).get("detail").isTextual());
    }
}
