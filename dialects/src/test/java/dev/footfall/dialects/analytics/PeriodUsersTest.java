package dev.footfall.dialects.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.aggregator.query.UserSum;
import dev.footfall.dialects.OtherQuestions;
import dev.footfall.dialects.analytics.UserMerge.MergedUsers;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.question.HourSpan;
import dev.footfall.queryapi.route.Nodes;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.route.Questions;
import dev.footfall.queryapi.route.StateReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All users of a period, against a naive sum over all entries. */
class PeriodUsersTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final HourRange DAY = HourSpan.ofDays(Nodes.DAY, Nodes.DAY).range();
    private static final RepoId SECRET = Nodes.repo(4);
    private static final List<String> USERS =
            List.of("a", "A", "b", "aa", "ä", "猫", "a/b", "\ud83d\ude00", "zoë", "alice", "Alice");

    private record Entry(String user, UserHour hour) {
        boolean isIn(HourRange period) {
            return !hour.begin().isBefore(period.first()) && !hour.begin().isAfter(period.last());
        }

        UserSum sum() {
            return new UserSum(user, hour.files(), hour.downloads(), hour.bytes());
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void addsUpEachUserOverAllPartitions(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Set<Entry> entries = entries(random);
            StateReader reader = reader(entries, 1 + random.nextInt(8));
            int limit = 1 + random.nextInt(6);

            for (Caller caller : List.of(Caller.ANONYMOUS, Questions.MEMBER, admin())) {
                List<Entry> seen = entries.stream()
                        .filter(entry -> entry.isIn(DAY))
                        .filter(entry -> caller.admin() || !entry.hour().repo().equals(SECRET))
                        .toList();

                var merge = new UserMerge(reader, DAY, caller, PeriodUsers.MOST_USER_DAYS);
                String found = Questions.text(
                        merge.first(limit).map(MergedUsers::users).map(OtherQuestions::inOrder));
                assertEquals("complete " + OtherQuestions.inOrder(naive(seen, limit)), found, "seed=" + seed);
            }
        }
    }

    private static Set<Entry> entries(Random random) {
        Set<Entry> entries = new HashSet<>();
        for (int i = random.nextInt(60); i > 0; i--) {
            Instant begin = NOON.plus(Duration.ofHours(random.nextInt(48) - 24));
            var hour = new UserHour(
                    Nodes.repo(random.nextInt(9)), begin, 1 + random.nextInt(5), random.nextInt(2), random.nextInt(99));
            entries.add(new Entry(USERS.get(random.nextInt(USERS.size())), hour));
        }
        return entries;
    }

    private static StateReader reader(Set<Entry> entries, int partitions) {
        var state = new InMemoryState(partitions);
        state.register(new RepositoryEvent(SECRET, NOON, false, true, false, RepositoryDetails.NONE));
        entries.forEach(entry -> state.put(entry.user(), entry.hour()));
        return OneNode.reader(state, true);
    }

    private static PeriodUsers naive(List<Entry> seen, int limit) {
        Map<String, UserSum> sums = seen.stream().collect(Collectors.toMap(Entry::user, Entry::sum, UserSum::plus));
        Map<RepoId, Set<String>> visitors = seen.stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.hour().repo(), Collectors.mapping(Entry::user, Collectors.toSet())));
        return new PeriodUsers(
                sums.values().stream().sorted().limit(limit).toList(),
                sums.size(),
                visitors.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, of ->
                        (long) of.getValue().size())),
                false);
    }

    @Test
    void addsUpLagsBytesAndTheUsersOfARenamedRepository() {
        var state = new InMemoryState(4).current(NOON, 3);
        for (int i = 0; i < 9; i++) state.put("ann", new UserHour(Nodes.repo(i), NOON, 1, 1, Long.MAX_VALUE));
        for (int i = 3; i < 9; i++) state.put("al", new UserHour(Nodes.repo(i), NOON, 1, 1, 1));
        state.put("bob", new UserHour(Nodes.repo(1), NOON, 1, 1, 1));
        state.rename(new RenameEvent(Nodes.repo(1), Optional.of(Nodes.repo(2)), NOON));

        var found =
                AnswerRenderer.whole(new UserMerge(OneNode.reader(state, true), DAY, Caller.ANONYMOUS, 100).first(3));

        assertEquals(4 * 3, found.asOf().lagRecords());
        assertEquals(Long.MAX_VALUE, found.value().users().first().get(0).bytes());
        assertEquals(2, found.value().users().ofRepositories().get(Nodes.repo(2)));
    }

    @Test
    void refusesAPeriodWithMoreThanCanBeAddedUp() {
        var state = new InMemoryState(4);
        for (int i = 0; i < 9; i++) state.put("u" + i, new UserHour(Nodes.repo(i), NOON, 1, 1, 1));
        StateReader reader = OneNode.reader(state, true);

        assertEquals(
                "complete " + PeriodUsers.TOO_LONG,
                Questions.text(
                        new UserMerge(reader, DAY, Caller.ANONYMOUS, 8).first(3).map(MergedUsers::users)));
        new UserMerge(reader, DAY, Caller.ANONYMOUS, 9)
                .first(3)
                .map(MergedUsers::users)
                .map(users -> {
                    assertFalse(users.isTooLong());
                    assertEquals(9, users.number());
                    return users;
                });
    }

    @Test
    void isWholeOrNone() {
        var state = new InMemoryState(4).restoring(2);
        for (int i = 0; i < 9; i++) state.put("u" + i, new UserHour(Nodes.repo(i), NOON, 1, 1, 1));

        assertEquals(
                "unavailable",
                Questions.text(new UserCache(OneNode.reader(state, true)).answer(DAY, Caller.ANONYMOUS)));
    }

    private static Caller admin() {
        return new Caller(Optional.of("root"), Set.of(), true);
    }
}
