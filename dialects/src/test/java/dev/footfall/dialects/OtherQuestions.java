package dev.footfall.dialects;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.dialects.analytics.PeriodUsers;
import dev.footfall.dialects.analytics.UserCache;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.question.DailyRows.HoursByName;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.ExtraQuestions;
import dev.footfall.queryapi.route.Nodes;
import dev.footfall.queryapi.route.Questions;
import dev.footfall.queryapi.route.StateReader;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** The users of some hours, and the hours of all repositories by their names. */
public final class OtherQuestions implements ExtraQuestions {
    private static final HourRange HOURS =
            new HourRange(Nodes.NOW.minus(Duration.ofHours(4)), Nodes.NOW.minus(Duration.ofHours(1)));

    @Override
    public List<Answer<?>> ask(StateReader reader, Caller caller) {
        return List.of(
                new UserCache(reader).answer(HOURS, caller).map(OtherQuestions::inOrder),
                Questions.rows(reader, new HoursByName(Nodes.DAY.minusDays(5), Nodes.DAY, caller)));
    }

    /** The parts of it, the repositories in their order. */
    public static List<Object> inOrder(PeriodUsers users) {
        return List.of(users.first(), users.number(), new TreeMap<>(users.ofRepositories()), users.isTooLong());
    }
}
