package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.ProxiedState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Neighbourhood.Repository;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.states.GivenStates;
import dev.footfall.web.Reply;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The law by which time does not tell a hidden repository from an unknown one: on every route about one, the answer
 * takes the same look-ups with the same outcomes, and none reads the store of registrations.
 */
class ForbiddenLookUpsTest {
    private static final String NAME = "NAME";
    private static final RepoId FORMER = new RepoId(RepoType.MODEL, "acme", "former");

    /** Routes that are not described as those of one repository. */
    private static final List<String> OTHERS = List.of(
            "/hf/api/models/acme/NAME",
            "/hf/api/models/acme/NAME/revision/main",
            "/npm/downloads/point/last-day/acme/NAME",
            "/npm/downloads/range/last-day/acme/NAME,acme/open",
            "/npm/versions/acme%2FNAME/last-week",
            "/pypi/api/packages/acme/NAME/recent",
            "/pypi/api/packages/acme/NAME/overall",
            "/packagist/packages/acme/NAME.json",
            "/packagist/packages/acme/NAME/stats/all.json",
            "/cran/downloads/total/last-day/acme/NAME",
            "/cran/badges/acme/NAME",
            "/v1/compare.svg?repos=acme/NAME,acme/open",
            "/v1/bulk");

    private static final String BULK = "{\"repos\":[{\"type\":\"model\",\"id\":\"acme/NAME\"},"
            + "{\"type\":\"model\",\"id\":\"acme/open\"}],\"fields\":[\"series\"]}";

    private static final Set<String> IN_MEMORY = Set.of("RegistrationReader.standing", "RegistrationReader.renames");
    private static final Map<String, String> MISSES = Map.of(
            "TotalsReader.miss: nothing",
            "TotalsReader.of: nothing",
            "LikeReader.missNumber: nothing",
            "LikeReader.number: nothing");

    private record LookUps(InMemoryState state, List<String> made, ThreadLocal<Boolean> isInside) {
        LookUps(InMemoryState state) {
            this(state, Collections.synchronizedList(new ArrayList<>()), ThreadLocal.withInitial(() -> false));
        }

        LocalState watched() {
            return ProxiedState.of((proxy, method, arguments) ->
                    isInside.get() ? invoke(method, arguments) : watch(method, arguments));
        }

        /** Notes a look-up; those that it makes itself are a part of it. */
        private Object watch(Method method, Object... arguments) throws Throwable {
            isInside.set(true);
            try {
                Object found = invoke(method, arguments);
                made.add(name(method) + outcome(found));
                return found;
            } finally {
                isInside.set(false);
            }
        }

        private Object invoke(Method method, Object... arguments) throws Throwable {
            try {
                return method.invoke(state, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private static String name(Method method) {
            return method.getDeclaringClass().getSimpleName() + "." + method.getName();
        }

        /** Of what may come from a store. */
        private static String outcome(Object found) {
            if (!(found instanceof LocalRead.Found<?> read)) return "";
            Object value = read.value();
            boolean isNothing = value.equals(Optional.empty())
                    || value.equals(0L)
                    || (value instanceof Collection<?> some && some.isEmpty());
            return isNothing ? ": nothing" : ": something";
        }
    }

    private static InMemoryState state() {
        InMemoryState state = Neighbourhood.state(1); // the look-ups of a name depend on its partition
        for (Repository repository : Repository.values()) {
            if (repository != Repository.UNKNOWN) state.like(new Like(repository.id(), "bob", Served.NOW));
        }
        return state;
    }

    @ParameterizedTest(name = "unregistered repositories are public: {0}")
    @ValueSource(booleans = {true, false})
    void looksUpAsMuchForAHiddenRepositoryAsForAnUnknownOne(boolean unregisteredArePublic) {
        var lookUps = new LookUps(state());
        Asked asked = asked(lookUps, unregisteredArePublic);

        Set<String> differences = new TreeSet<>();
        for (String route : routes(asked)) {
            for (Repository hidden :
                    new Repository[] {Repository.PRIVATE, Repository.REMOVED, Repository.REMOVED_PRIVATE}) {
                differences.addAll(differences(lookUps, asked, Asked.ALICE, route, hidden.id()));
            }
            differences.addAll(differences(lookUps, asked, Asked.ADMIN, route, Repository.REMOVED_PRIVATE.id()));
        }

        assertEquals(Set.of(), differences);
    }

    @ParameterizedTest(name = "unregistered repositories are public: {0}")
    @ValueSource(booleans = {true, false})
    void looksUpAsMuchForAnyNameOfAHiddenRepositoryThatWasRenamed(boolean unregisteredArePublic) {
        RepoId present = Repository.PRIVATE.id();
        InMemoryState state = state().put(FORMER, LocalDate.parse("2026-11-20"), new DailyCounts(3, 0, 3, 3))
                .rename(new RenameEvent(FORMER, Optional.of(present), Served.NOW));
        var lookUps = new LookUps(state);
        Asked asked = asked(lookUps, unregisteredArePublic);

        Set<String> differences = new TreeSet<>();
        for (String route : routes(asked)) {
            differences.addAll(differences(lookUps, asked, Asked.ALICE, route, present));
            differences.addAll(differences(lookUps, asked, Asked.ALICE, route, FORMER));
        }

        assertEquals(Set.of(), differences);
    }

    private static Asked asked(LookUps lookUps, boolean unregisteredArePublic) {
        var reader = OneNode.reader(lookUps.watched(), unregisteredArePublic);
        return new Asked(GivenStates.alone(reader, Served.rules(Projections.ALL)));
    }

    private static List<String> routes(Asked asked) {
        Map<String, String> place =
                Map.of("type", "model", "kind", "models", "namespace", "acme", "name", NAME, "model_id", "acme%2FNAME");
        List<String> described = DescribedOperation.of(asked.json(Caller.ANONYMOUS, "/openapi.json")).stream()
                .filter(operation -> operation.method().equals("get"))
                .filter(operation -> operation.template().contains("{name}")
                        || operation.template().contains("{model_id}"))
                .map(operation -> operation.target(place, ""))
                .toList();
        assertTrue(described.size() > 15, described.toString());
        Stream<String> others = OTHERS.stream().filter(route -> asked.isRoute(route.replaceFirst("\\?.*", "")));
        return Stream.concat(described.stream(), others).toList();
    }

    private static Set<String> differences(LookUps lookUps, Asked asked, Caller caller, String route, RepoId hidden) {
        made(lookUps, asked, caller, route, Repository.UNKNOWN.id()); // gaps are kept for a while
        List<String> unknown = made(lookUps, asked, caller, route, Repository.UNKNOWN.id());
        List<String> made = made(lookUps, asked, caller, route, hidden);
        boolean isSame = made.equals(unknown) && !made.contains("RegistrationReader.registration");
        return isSame ? Set.of() : Set.of(route + " about " + hidden + ": " + made + ", unknown: " + unknown);
    }

    /**
     * In the order of their names: partitions are read side by side. A search looks at all names, and in memory at the
     * standing of those that match.
     */
    private static List<String> made(LookUps lookUps, Asked asked, Caller caller, String route, RepoId repo) {
        lookUps.made().clear();
        boolean isBulk = route.equals("/v1/bulk");
        Reply reply =
                asked.reply(caller, route.replace(NAME, repo.name()), isBulk ? BULK.replace(NAME, repo.name()) : "");
        assertTrue(reply.status() < 500, () -> route + ": " + reply.status());
        boolean isSearch = lookUps.made().stream().anyMatch(name -> name.startsWith("RankingReader.named"));
        return lookUps.made().stream()
                .filter(name -> !isSearch || !IN_MEMORY.contains(name))
                .map(name -> MISSES.getOrDefault(name, name))
                .sorted()
                .toList();
    }
}
