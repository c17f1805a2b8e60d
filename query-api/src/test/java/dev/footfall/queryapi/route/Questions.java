package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.auth.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Every kind of question, and what a reader says to it, as text. */
final class Questions {
    static final Caller MEMBER = new Caller(Optional.of("ann"), Set.of("o1", "o2"), false);

    private static final TrendingQuery TRENDING =
            new TrendingQuery(RepoType.MODEL, Nodes.DAY.minusDays(2), Nodes.DAY, 10);

    private static final HourRange HOURS =
            new HourRange(Nodes.NOW.minus(Duration.ofHours(4)), Nodes.NOW.minus(Duration.ofHours(1)));
    private static final RowRange RANGE = new RowRange(Optional.of(RepoType.MODEL), Nodes.DAY.minusDays(5), Nodes.DAY);

    private Questions() {}

    /** The reader's answer to each of them; none of the answers is partial. */
    static List<String> all(StateReader reader) {
        var said = new ArrayList<String>();
        for (RepoId repo : Nodes.repos()) {
            said.add(text(reader.numbers(repo)));
            said.add(text(reader.days(repo, Nodes.DAY.minusDays(9), Nodes.DAY)));
            said.add(text(reader.isLiked(repo, "u1")));
            said.add(text(reader.likers(repo, 2)));
            said.add(text(reader.ask(new SourcesQuery(repo))));
        }
        for (Caller caller : List.of(Caller.ANONYMOUS, MEMBER)) {
            said.add(text(trending(reader, caller)));
            said.add(text(reader.likedBy("u1", caller, 7)));
            said.add(text(reader.ask(new UserHoursQuery("u1", HOURS, caller))));
            said.add(text(users(reader, HOURS, caller)));
            said.add(text(rows(reader, caller)));
            said.add(text(rows(reader, new AllHours(RANGE, caller))));
            said.add(text(rows(reader, new HoursByName(Nodes.DAY.minusDays(5), Nodes.DAY, caller))));
        }
        said.add(text(many(reader)));
        said.add(text(reader.ask(new SourcesOfManyQuery(Nodes.repos()))));
        return said;
    }

    static Answer<?> trending(StateReader reader, Caller caller) {
        return reader.trending(TRENDING, caller);
    }

    /** All users, the repositories in their order. */
    static Answer<?> users(StateReader reader, HourRange period, Caller caller) {
        return reader.users(period, caller).map(Questions::inOrder);
    }

    static List<Object> inOrder(PeriodUsers users) {
        return List.of(users.first(), users.number(), new TreeMap<>(users.ofRepositories()), users.isTooLong());
    }

    static Answer<List<RepositorySummary>> many(StateReader reader) {
        return reader.each(Nodes.repos(), Nodes.DAY.minusDays(4), Nodes.DAY);
    }

    static Answer<List<Object>> rows(StateReader reader, Caller caller) {
        return rows(reader, new AllRows(RANGE, caller));
    }

    private static <T> Answer<List<Object>> rows(StateReader reader, RowsQuery<T> question) {
        return reader.rows(question).map(rows -> {
            try (rows) {
                var all = new ArrayList<Object>();
                rows.forEachRemaining(all::add);
                return all;
            }
        });
    }

    static String text(Answer<?> answer) {
        return answer.fold(
                complete -> "complete " + complete.value(),
                partial -> "partial " + partial.missingPartitions() + " " + partial.value(),
                unavailable -> "unavailable");
    }
}
