package dev.footfall.proofs.chaos;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.events.RepoType;
import dev.footfall.proofs.BearerToken;
import dev.footfall.proofs.chaos.UsageQuestion.Whose;
import dev.footfall.rules.ProjectionNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The questions for sums over all repositories and over users: those that are answered where these projections are counted.
 *
 * @param known the facts to check against
 * @param projections what is counted
 */
record SumQuestions(Known known, Projections projections) {
    /** The token of the administrator who asks. */
    static final String ADMINISTRATOR = BearerToken.ofAdministrator("chaos");

    private static final int SOME = 20;

    /** Those over all repositories. One that is about hours asks for those of this day alone. */
    List<Question> ofAll(int epochDay) {
        var questions = new ArrayList<Question>();
        boolean hasUsers = projections.has(ProjectionNames.USERS);
        if (projections.has(ProjectionNames.HOURS)) {
            questions.add(new SummaryQuestion(known, hasUsers));
            questions.add(new ModelsQuestion(known, hasUsers));
            questions.add(new DailyQuestion(known));
            questions.add(new UsageQuestion(known, Whose.all(epochDay), epochDay, epochDay));
        }
        if (hasUsers) questions.add(new UsersQuestion(known));
        if (projections.has(ProjectionNames.SOURCES)) {
            for (RepoType type : RepoType.values()) questions.add(new CategoryQuestion(known, type));
        }
        return questions;
    }

    /** Those over all repositories, and those about some of the users who sent something. */
    List<Question> some() {
        Stream<Integer> users = known.ledger().users().stream().sorted().limit(SOME);
        Stream<Question> ofUsers = users.flatMap(user -> ofUser(user).stream());
        return Stream.concat(ofAll(known.load().firstDay()).stream(), ofUsers).toList();
    }

    /** Those about the user of that index. */
    List<Question> ofUser(int user) {
        if (!projections.has(ProjectionNames.USERS)) return List.of();
        int first = known.load().firstDay();
        var questions = new ArrayList<Question>();
        questions.add(new UserStatsQuestion(known, user));
        questions.add(new UsageQuestion(known, Whose.own(user), first, known.lastDay()));
        if (projections.has(ProjectionNames.HOURS))
            questions.add(new UsageQuestion(known, Whose.of(user), first, known.lastDay()));
        return questions;
    }
}
