package dev.footfall.proofs.chaos;

import static dev.footfall.proofs.chaos.HandmadeLedger.DATASET;
import static dev.footfall.proofs.chaos.HandmadeLedger.LONG_AFTER;
import static dev.footfall.proofs.chaos.HandmadeLedger.MODEL;
import static dev.footfall.proofs.chaos.HandmadeLedger.SENT;
import static dev.footfall.proofs.chaos.HandmadeLedger.answer;
import static dev.footfall.proofs.chaos.HandmadeLedger.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The check of sums over all repositories, fed answers that are right, and such as are not. */
class SumQuestionsTest {
    private final HandmadeLedger ledger = new HandmadeLedger();
    private final Known known = ledger.known();
    private final String model = ledger.model();
    private final String dataset = ledger.dataset();

    @Test
    void findsASummaryThatLacksAPartitionOrHasTooMuch() {
        Question question = new SummaryQuestion(known, true);

        assertEquals(List.of(), ledger.faults(question, summary(5, 5, 2, 2)));
        ledger.assertWrong(question, summary(2, 2, 1, 2), "loses something");
        ledger.assertWrong(question, summary(6, 5, 2, 2), "files that were not sent");
        ledger.assertWrong(question, summary(5, 6, 2, 2), "downloads that are none");
        ledger.assertWrong(question, summary(5, 5, 1, 2), "(total_models) lacks somebody");
        ledger.assertWrong(question, summary(5, 5, 2, 1), "(total_users) lacks somebody");
        ledger.assertWrong(question, summary(5, 5, 2, 3), "(total_users) has one too many");
        ledger.assertWrong(question, summary(0, 0, 0, 0), "loses something");
        ledger.assertWrong(
                question, "{\"total_messages\":5,\"total_chats\":5,\"total_models\":2}", "lacks [total_users]");
    }

    @Test
    void findsAModelThatIsMissingOrHasAnothersNumbers() {
        Question question = new ModelsQuestion(known, true);
        String second = ",{\"model_id\":\"" + dataset + "\",\"count\":2,\"unique_chats\":2,\"unique_users\":1}";

        assertEquals(List.of(), ledger.faults(question, models(model, 3, 3, 2, second)));
        ledger.assertWrong(question, models(model, 3, 3, 2, ""), "about " + dataset + " loses something");
        ledger.assertWrong(question, models(model, 2, 2, 2, second), "about " + model + " loses something");
        ledger.assertWrong(question, models(model, 4, 3, 2, second), "files that were not sent");
        ledger.assertWrong(question, models(model, 3, 3, 1, second), "the users of " + model + " lacks somebody");
        ledger.assertWrong(question, models(model, 3, 3, 3, second), "the users of " + model + " has one too many");
        ledger.assertWrong(question, models("no/such", 3, 3, 2, second), "nobody sent");
        ledger.assertWrong(question, models(model, 3, 3, 2, second + second), "is there twice");
        ledger.assertWrong(question, "{}", "lacks [models]");
    }

    @Test
    void findsADayOnWhichARepositoryIsMissing() {
        Question question = new DailyQuestion(known);

        assertEquals(List.of(), ledger.faults(question, daily("\"" + model + "\":3,\"" + dataset + "\":2")));
        ledger.assertWrong(question, daily("\"" + model + "\":3"), dataset + " on 2026-01-01 loses something");
        ledger.assertWrong(question, daily("\"" + model + "\":4,\"" + dataset + "\":2"), "files that were not sent");
        ledger.assertWrong(
                question, daily("\"" + model + "\":3,\"" + dataset + "\":2,\"no/such\":0"), "nobody sent no/such");
        ledger.assertWrong(question, "{\"data\":[{\"date\":\"2026-01-01\",\"models\":{}}]}", "lacks [2026-01-02]");
    }

    @Test
    void findsACategoryThatLacksARepository() {
        Question question =
                new CategoryQuestion(known, known.catalog().id(DATASET).type());
        ledger.publish(file(6, DATASET + 1, 7, "08:00:00"));

        assertEquals(List.of(), ledger.faults(question, category(2, 3, 3)));
        ledger.assertWrong(question, category(1, 3, 3), "lacks somebody");
        ledger.assertWrong(question, category(2, 2, 2), "loses something");
        ledger.assertWrong(question, category(2, 4, 4), "files that were not sent");
        ledger.assertWrong(question, category(2, 3, 2), "the files of its file servers are 2");
    }

    @Test
    void takesNoErrorForSumsButUnavailable() {
        Question question = new SummaryQuestion(known, true);

        for (int status : new int[] {400, 401, 403, 404, 429, 500}) {
            List<String> faults = ledger.faults(question, answer(status, "{}", LONG_AFTER));
            assertTrue(faults.get(0).contains("was answered " + status), faults::toString);
        }
        assertEquals(List.of(), ledger.faults(question, answer(503, "{}", LONG_AFTER)));
    }

    @Test
    void asksForEverythingOnceARunIsOver() {
        ledger.publish(file(6, MODEL, 10, "08:01:00"));
        ServerAnswer early = answer(200, summary(5, 5, 2, 2), SENT);

        assertEquals(List.of(), ledger.faults(new SummaryQuestion(known, true), early));
        List<String> faults = ledger.faults(new SummaryQuestion(known.over(), true), early);
        assertTrue(faults.get(0).contains("loses something"), faults::toString);
    }

    private static String summary(long files, long downloads, long repositories, long users) {
        return "{\"total_messages\":" + files + ",\"total_chats\":" + downloads + ",\"total_models\":" + repositories
                + ",\"total_users\":" + users + "}";
    }

    private static String models(String first, long files, long downloads, long users, String others) {
        return "{\"models\":[{\"model_id\":\"" + first + "\",\"count\":" + files + ",\"unique_chats\":" + downloads
                + ",\"unique_users\":" + users + "}" + others + "]}";
    }

    private static String daily(String firstDay) {
        return "{\"data\":[{\"date\":\"2026-01-01\",\"models\":{" + firstDay
                + "}},{\"date\":\"2026-01-02\",\"models\":{}}]}";
    }

    private static String category(long repositories, long files, long ofHosts) {
        return "{\"download_stats\":{\"total_models_with_downloads\":" + repositories + ",\"total_download_entries\":"
                + files + ",\"total_downloads\":" + files + ",\"total_size_bytes\":" + 10 * files
                + ",\"hosts\":{\"files-1\":" + ofHosts + "}}}";
    }
}
