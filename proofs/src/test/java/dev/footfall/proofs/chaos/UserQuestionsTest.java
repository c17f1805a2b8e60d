package dev.footfall.proofs.chaos;

import static dev.footfall.proofs.chaos.HandmadeLedger.DATASET;
import static dev.footfall.proofs.chaos.HandmadeLedger.FIRST_DAY;
import static dev.footfall.proofs.chaos.HandmadeLedger.MODEL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.proofs.chaos.UsageQuestion.Whose;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check of sums over users, fed answers that are right, and such as are not. */
class UserQuestionsTest {
    private final HandmadeLedger ledger = new HandmadeLedger();
    private final Known known = ledger.known();
    private final String model = ledger.model();
    private final String dataset = ledger.dataset();

    @Test
    void findsAUserTooManyTooFewOrWithAnothersNumbers() {
        Question question = new UsersQuestion(known);

        assertEquals(List.of(), ledger.faults(question, users(user(5, 3) + "," + user(10, 1))));
        ledger.assertWrong(question, users(user(5, 3)), "about user-10 loses something");
        ledger.assertWrong(question, users(user(5, 3)), "lacks somebody");
        ledger.assertWrong(question, users(user(5, 2) + "," + user(10, 1)), "about user-5 loses something");
        ledger.assertWrong(question, users(user(5, 3) + "," + user(10, 2)), "files that were not sent");
        ledger.assertWrong(question, users(user(5, 3) + "," + user(10, 1) + "," + user(15, 1)), "has one too many");
        ledger.assertWrong(question, users(user(5, 3) + "," + user(10, 1) + "," + user(15, 1)), "nobody sent");
        ledger.assertWrong(question, users(user(10, 1) + "," + user(5, 3)), "not in order");
    }

    @Test
    void findsAUsersSumThatLacksAPartition() {
        Question question = new UserStatsQuestion(known, 5);
        String ofModel = ofUser(MODEL, 2, 2);
        String ofDataset = ofUser(DATASET, 1, 1);

        assertEquals(List.of(), ledger.faults(question, userStats(3, 3, ofModel + "," + ofDataset)));
        ledger.assertWrong(question, userStats(2, 2, ofModel + "," + ofDataset), "loses something");
        ledger.assertWrong(
                question, userStats(3, 3, ofModel), known.catalog().id(DATASET).fullName() + " loses something");
        ledger.assertWrong(question, userStats(3, 4, ofModel + "," + ofDataset), "files that were not sent");
        ledger.assertWrong(question, userStats(0, 0, ""), "loses something");
        ledger.assertWrong(question, userStats(3, 3, ofModel + "," + ofDataset + "," + ofDataset), "listed twice");
        ledger.assertWrong(question, "{\"total\":{}}", "lacks [repositories]");
        assertEquals(List.of(), ledger.faults(new UserStatsQuestion(known, 15), userStats(0, 0, "")));
    }

    @Test
    void findsHoursThatAreMissingOrOfSomebodyElse() {
        Question question = new UsageQuestion(known, Whose.own(5), FIRST_DAY, known.lastDay());
        String first = hour(MODEL, 8, 1, "user-5");
        String second = hour(MODEL, 9, 1, "user-5");
        String third = hour(DATASET, 9, 1, "user-5");

        assertEquals(List.of(), ledger.faults(question, usage(first, second, third)));
        ledger.assertWrong(
                question, usage(first, second), "about " + dataset + " on day " + FIRST_DAY + " loses something");
        ledger.assertWrong(
                question, usage(first, third), "about " + model + " on day " + FIRST_DAY + " loses something");
        ledger.assertWrong(question, usage(first, second, hour(DATASET, 8, 1, "user-5")), "files that were not sent");
        ledger.assertWrong(question, usage(hour(MODEL, 8, 2, "user-5"), second, third), "files that were not sent");
        ledger.assertWrong(question, usage(first, second, hour(DATASET, 9, 1, "user-10")), "somebody else's");
        ledger.assertWrong(question, usage(first, second, third, third), "is there twice");
        ledger.assertWrong(question, usage(), "loses something");
        ledger.assertWrong(question, usage(first, second, third).replace("true", "false"), "lacks [data]");
    }

    @Test
    void holdsTheHoursOfAllVisitorsAgainstThoseOfEverybody() {
        Question question = new UsageQuestion(known, Whose.all(FIRST_DAY), FIRST_DAY, FIRST_DAY);
        String first = hour(MODEL, 8, 2, "");
        String second = hour(MODEL, 9, 1, "");

        assertEquals(
                List.of(),
                ledger.faults(question, usage(first, second, hour(DATASET, 8, 1, ""), hour(DATASET, 9, 1, ""))));
        ledger.assertWrong(question, usage(first, second, hour(DATASET, 9, 1, "")), "loses something");
        ledger.assertWrong(question, usage(hour(MODEL, 32, 1, "")), "nobody asked for");
    }

    private static String users(String users) {
        return "{\"users\":[" + users + "]}";
    }

    private static String user(int user, long files) {
        return "{\"user_id\":\"user-" + user + "\",\"count\":" + files + ",\"total_tokens\":" + 10 * files + "}";
    }

    private static String userStats(long downloads, long files, String repositories) {
        return "{\"repositories\":[" + repositories + "],\"total\":{\"downloads\":" + downloads + ",\"files\":" + files
                + ",\"bytes\":" + 10 * files + "}}";
    }

    private String ofUser(int repository, long downloads, long files) {
        return "{\"id\":\"" + known.catalog().id(repository).fullName() + "\",\"downloads\":" + downloads
                + ",\"files\":" + files + ",\"bytes\":" + 10 * files + "}";
    }

    private static String usage(String... rows) {
        return "{\"success\":true,\"message\":\"\",\"data\":[" + String.join(",", rows) + "]}";
    }

    private String hour(int repository, int hour, long files, String user) {
        return "{\"model_name\":\"" + known.catalog().id(repository).mixedName() + "\",\"created_at\":"
                + (FIRST_DAY * 86_400L + hour * 3_600L) + ",\"count\":" + files + ",\"quota\":" + files
                + ",\"token_used\":" + 10 * files + ",\"username\":\"" + user + "\"}";
    }
}
