package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.NameRule;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.question.ClassDaysQuery;
import dev.footfall.queryapi.question.DailyRows.AllHours;
import dev.footfall.queryapi.question.DailyRows.AllRows;
import dev.footfall.queryapi.question.DaysQuery;
import dev.footfall.queryapi.question.IsLikedQuery;
import dev.footfall.queryapi.question.LikedByQuery;
import dev.footfall.queryapi.question.LikersQuery;
import dev.footfall.queryapi.question.NumbersQuery;
import dev.footfall.queryapi.question.RankingQuery;
import dev.footfall.queryapi.question.RepositorySummary;
import dev.footfall.queryapi.question.SearchQuery;
import dev.footfall.queryapi.question.SourcesQuery;
import dev.footfall.queryapi.question.SummariesQuery;
import dev.footfall.queryapi.question.UsageQuery;
import dev.footfall.queryapi.question.UserHoursQuery;
import dev.footfall.rules.clients.ClientClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every kind of question, and what a reader says to it, as text. */
public final class Questions {
    public static final Caller MEMBER = new Caller(Optional.of("ann"), Set.of("o1", "o2"), false);

    private static final TrendingQuery TRENDING =
            new TrendingQuery(RepoType.MODEL, Nodes.DAY.minusDays(2), Nodes.DAY, 10);
    private static final TrendingQuery TRENDING_TOOLS = new TrendingQuery(
            RepoType.MODEL, Nodes.DAY.minusDays(2), Nodes.DAY, Set.of(ClientClass.TOOL, ClientClass.BROWSER), 10);

    private static final HourRange HOURS =
            new HourRange(Nodes.NOW.minus(Duration.ofHours(4)), Nodes.NOW.minus(Duration.ofHours(1)));
    private static final RowRange RANGE = new RowRange(Optional.of(RepoType.MODEL), Nodes.DAY.minusDays(5), Nodes.DAY);

    private Questions() {}

    /** The reader's answer to each of them; none of the answers is partial. */
    static List<String> all(StateReader reader) {
        var said = new ArrayList<String>();
        for (RepoId repo : Nodes.repos()) {
            said.add(text(reader.ask(new NumbersQuery(Lineage.of(repo)))));
            said.add(text(reader.ask(new DaysQuery(Lineage.of(repo), Nodes.DAY.minusDays(9), Nodes.DAY))));
            said.add(text(reader.ask(new ClassDaysQuery(Lineage.of(repo), Nodes.DAY.minusDays(9), Nodes.DAY))));
            said.add(text(reader.ask(new IsLikedQuery(Lineage.of(repo), "u1"))));
            said.add(text(reader.ask(new LikersQuery(Lineage.of(repo), ListPage.first(2)))));
            said.add(text(reader.ask(new SourcesQuery(Lineage.of(repo)))));
        }
        for (Caller caller : List.of(Caller.ANONYMOUS, MEMBER)) {
            said.add(text(trending(reader, caller)));
            said.add(text(reader.ask(new RankingQuery(TRENDING_TOOLS, caller))));
            said.add(text(
                    reader.ask(new SearchQuery("o", Optional.empty(), NameRule.WORDS, ListPage.first(9), caller))));
            said.add(text(reader.ask(new LikedByQuery("u1", ListPage.first(7), caller))));
            said.add(text(reader.ask(new UserHoursQuery("u1", HOURS, caller))));
            said.add(text(rows(reader, caller)));
            said.add(text(rows(reader, new AllHours(RANGE, caller))));
            ExtraQuestions.all(reader, caller).forEach(answer -> said.add(text(answer)));
        }
        said.add(text(many(reader)));
        said.add(text(reader.ask(new UsageQuery(Nodes.lineages(), Nodes.DAY))));
        return said;
    }

    static Answer<?> trending(StateReader reader, Caller caller) {
        return reader.ask(new RankingQuery(TRENDING, caller));
    }

    static Answer<List<RepositorySummary>> many(StateReader reader) {
        return reader.askWhole(new SummariesQuery(Nodes.lineages(), Nodes.DAY.minusDays(4), Nodes.DAY));
    }

    static Answer<List<Object>> rows(StateReader reader, Caller caller) {
        return rows(reader, new AllRows(RANGE, caller));
    }

    public static <T> Answer<List<Object>> rows(StateReader reader, RowsQuery<T> question) {
        return reader.rows(question).map(rows -> {
            try (rows) {
                var all = new ArrayList<Object>();
                rows.forEachRemaining(all::add);
                return all;
            }
        });
    }

    public static String text(Answer<?> answer) {
        return answer.fold(
                complete -> "complete " + complete.value(),
                partial -> "partial " + partial.missingPartitions() + " " + partial.value(),
                unavailable -> "unavailable");
    }
}
