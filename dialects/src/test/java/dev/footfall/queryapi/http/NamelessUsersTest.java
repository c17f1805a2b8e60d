package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.RepositorySession;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.UserId;
import dev.footfall.events.UserNames;
import dev.footfall.events.VisitorId;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.FollowedFacts;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.route.StoredUsers;
import dev.footfall.queryapi.states.GivenStates;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Users who are stored by ids, asked for and shown by name. */
@Tag("slow")
class NamelessUsersTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final Instant MORNING = Instant.parse("2026-11-20T05:00:00Z");
    private static final List<String> USERS = List.of("alice", "bob/ü", "carol", "a user of an id's length, and more");
    private static final List<RepoId> REPOS = Stream.of("a", "b", "c")
            .map(name -> new RepoId(RepoType.MODEL, "acme", name))
            .toList();

    private final UserNames names = new UserNames();

    NamelessUsersTest() {
        for (String user : USERS) names.replay(id(user), Optional.of(user));
    }

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    private static UserId id(String user) {
        return new UserId(user.hashCode(), USERS.indexOf(user) + 1);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void answersOfIdsAreThoseOfNames(long seed) {
        var choice = new Random(-seed);
        Asked byName = asked(state(seed, user -> user));
        Asked byId = asked(state(seed, user -> id(user).user()));
        Asked byBoth = asked(state(seed, user -> choice.nextBoolean() ? user : id(user).user()));

        for (Caller caller : callers()) {
            for (String path : paths()) {
                String expected = text(byName, caller, path);
                assertEquals(expected, text(byId, caller, path), "seed=" + seed + " " + caller + " " + path);
                assertEquals(expected, text(byBoth, caller, path), "seed=" + seed + " " + caller + " " + path);
            }
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void anErasureTakesANameFromEveryAnswerAndChangesNoNumberOfOthers(long seed) {
        Asked asked = asked(state(seed, user -> id(user).user()));
        List<String> before = numbers(asked);
        String others = text(asked, Asked.ADMIN, "/v1/users/carol/stats");

        names.replay(id("alice"), Optional.empty());

        assertEquals(before, numbers(asked), "seed=" + seed);
        assertEquals(others, text(asked, Asked.ADMIN, "/v1/users/carol/stats"), "seed=" + seed);
        assertEquals(
                text(asked, Asked.ADMIN, "/v1/users/nobody/stats"), text(asked, Asked.ADMIN, "/v1/users/alice/stats"));
        for (String path : paths()) {
            String text = text(asked, Asked.ADMIN, path);
            assertEquals(200, asked.reply(Asked.ADMIN, path).status(), text);
            assertFalse(text.contains("\"alice\"") && !path.contains("alice"), path + " " + text);
            assertFalse(text.contains("id:"), path + " " + text);
        }
    }

    @Test
    void fillsTheListOfLikersPastThoseWhoWereErased() {
        var state = new InMemoryState(4).register(Registered.openly(REPOS.get(0)));
        for (int i = 0; i < USERS.size(); i++) {
            state.like(new Like(REPOS.get(0), id(USERS.get(i)).user(), MORNING.plusSeconds(i)));
        }
        names.replay(id(USERS.get(3)), Optional.empty());

        assertEquals(
                "{\"likers\":[{\"user\":\"carol\",\"since\":\"2026-11-20T05:00:02Z\"}]}",
                Asked.beforeNext(asked(state).text(Caller.ANONYMOUS, "/models/acme/a/likers?limit=1")));
        assertEquals("{\"downloads\":0,\"likes\":4}", asked(state).text(Caller.ANONYMOUS, "/models/acme/a/stats"));
    }

    @Test
    void listsAUserOnceWhoLikesByNameAndById() {
        var state = new InMemoryState(4).register(Registered.openly(REPOS.get(0)));
        state.like(new Like(REPOS.get(0), "alice", MORNING.plusSeconds(1)));
        state.like(new Like(REPOS.get(0), id("alice").user(), MORNING.plusSeconds(2)));
        state.like(new Like(REPOS.get(0), id("carol").user(), MORNING));

        assertEquals(
                "{\"likers\":[{\"user\":\"alice\",\"since\":\"2026-11-20T05:00:02Z\"},"
                        + "{\"user\":\"carol\",\"since\":\"2026-11-20T05:00:00Z\"}]}",
                asked(state).text(Caller.ANONYMOUS, "/models/acme/a/likers?limit=2"));
    }

    @Test
    void answersNobodyByAnId() {
        Asked asked = asked(state(1, user -> id(user).user()));
        String id = id("alice").user();

        assertEquals(404, asked.reply(Asked.ADMIN, "/v1/users/" + id + "/stats").status());
        assertEquals(404, asked.reply(Asked.ADMIN, "/v1/users/" + id + "/likes").status());
        assertEquals(
                400,
                asked.reply(Asked.ADMIN, "/data?start_timestamp=0&username=" + id)
                        .status());
    }

    private static List<Caller> callers() {
        return Stream.concat(
                        Stream.of(Caller.ANONYMOUS, Asked.ADMIN),
                        USERS.stream().map(user -> new Caller(Optional.of(user), Set.of(), false)))
                .toList();
    }

    private static List<String> paths() {
        Stream<String> ofUsers = USERS.stream()
                .map(user -> user.replace("/", "%2F").replace(" ", "%20"))
                .flatMap(user -> Stream.of(
                        "/v1/users/" + user + "/stats",
                        "/v1/users/" + user + "/stats?by=hour",
                        "/v1/users/" + user + "/likes",
                        "/v1/users/" + user + "/likes?limit=2",
                        "/data?start_timestamp=0&username=" + user));
        Stream<String> ofRepositories = REPOS.stream()
                .map(RepoId::name)
                .flatMap(name -> Stream.of(
                        "/models/acme/" + name + "/likers",
                        "/models/acme/" + name + "/likers?limit=1",
                        "/models/acme/" + name + "/like",
                        "/models/acme/" + name + "/stats",
                        "/v1/analytics/models/acme%2F" + name + "/chats",
                        "/v1/analytics/models/acme%2F" + name + "/chats?order_by=user_name&direction=asc&limit=2",
                        "/v1/analytics/models/acme%2F" + name + "/chats?order_by=user_name&skip=1"));
        return Stream.of(
                        ofUsers,
                        ofRepositories,
                        Stream.of("/v1/analytics/users", "/data/self?start_timestamp=1763596800"))
                .flatMap(path -> path)
                .toList();
    }

    private static List<String> numbers(Asked asked) {
        return Stream.concat(
                        REPOS.stream().map(repo -> "/models/acme/" + repo.name() + "/stats"),
                        Stream.of("/v1/analytics/summary", "/v1/analytics/models"))
                .map(path -> text(asked, Asked.ADMIN, path))
                .toList();
    }

    private static String text(Asked asked, Caller caller, String path) {
        return asked.text(caller, path).replaceAll("\"chat_id\":\"[^\"]*\",", "");
    }

    private Asked asked(InMemoryState state) {
        return new Asked(GivenStates.alone(
                OneNode.reader(state, true, new FollowedFacts(new StoredUsers(names), new OpeningBalances())),
                Served.RULES));
    }

    /** Made-up visits and likes of each user, who is stored as this says. */
    private static InMemoryState state(long seed, UnaryOperator<String> stored) {
        var random = new Random(seed);
        var state = new InMemoryState(4).current(Served.NOW, 3);
        for (RepoId repo : REPOS) {
            state.register(Registered.openly(repo)).put(repo, TODAY, new DailyCounts(9, 5, 20, 100));
            state.session(repo, session(VisitorId.anonymous("0123456789abcdef0123456789abcdef"), 0));
            for (String user : USERS) {
                String one = stored.apply(user);
                if (random.nextBoolean()) state.like(new Like(repo, one, MORNING.plusSeconds(random.nextInt(1 << 20))));
                state.session(repo, session(VisitorId.user(one), 1 + random.nextInt(1 << 20)));
                for (int hour = 0; hour < 3; hour++) {
                    Instant begin = MORNING.plus(Duration.ofHours(random.nextInt(2) + 2L * hour));
                    state.put(
                            stored.apply(user), new UserHour(repo, begin, 1 + random.nextInt(3), random.nextInt(2), 7));
                }
            }
        }
        return state;
    }

    private static RepositorySession session(VisitorId visitor, int millis) {
        Instant first = MORNING.plusMillis(millis);
        return new RepositorySession(visitor, first, first.plusSeconds(1), ClientProduct.CURL);
    }
}
