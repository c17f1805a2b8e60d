package dev.footfall.proofs.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.bench.Catalog;
import dev.footfall.bench.Load;
import dev.footfall.proofs.guarantees.Ledger;
import dev.footfall.proofs.guarantees.Published;
import dev.footfall.standalone.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Facts to check answers against: on one day, user 5 fetched two files of a model and one of a dataset, user 10 one of the
 * model, and somebody anonymous one of the dataset. Each file is a download of its own.
 */
final class HandmadeLedger {
    static final Instant SENT = Instant.parse("2026-01-03T10:00:00Z");
    static final Instant LONG_AFTER = SENT.plus(Duration.ofHours(1));
    static final int FIRST_DAY = (int) LocalDate.parse("2026-01-01").toEpochDay();
    static final int MODEL = 2;
    static final int DATASET = 0;

    private static final Instant ACKNOWLEDGED = SENT.plusSeconds(1);

    static final AnsweringRules RULES = AnsweringRules.of(Settings.read(null, Map.of(), Map.of()));

    private final Load load = new Load(10, 10, 10, 1, 1, LocalDate.of(2026, 1, 2), Load.Manner.VISITS);
    private final Known known = new Known(new Ledger(), new Catalog(10, 2), load, RULES);
    private final AnswerCheck check = new AnswerCheck();

    HandmadeLedger() {
        publish(
                file(1, MODEL, 5, "08:00:00"),
                file(2, MODEL, 5, "09:05:00"),
                file(3, DATASET, 5, "09:05:00"),
                file(4, MODEL, 10, "08:00:00"),
                file(5, DATASET, 7, "08:00:00"));
    }

    Known known() {
        return known;
    }

    String model() {
        return known.catalog().id(MODEL).mixedName();
    }

    String dataset() {
        return known.catalog().id(DATASET).mixedName();
    }

    void publish(Published... events) {
        known.ledger().sending(List.of(events), SENT.toEpochMilli());
        known.ledger().acknowledged(List.of(events), ACKNOWLEDGED.toEpochMilli());
    }

    static Published file(long id, int repository, int visitor, String time) {
        long timeMillis = Instant.parse("2026-01-01T" + time + "Z").toEpochMilli();
        var who = new Published.Visitor(visitor, visitor % 5 == 0);
        return new Published(id, repository, who, Optional.empty(), timeMillis, 10);
    }

    /** The faults of an answer of 200 that came long after everything was acknowledged. */
    List<String> faults(Question question, String body) {
        return faults(question, answer(200, body, LONG_AFTER));
    }

    List<String> faults(Question question, ServerAnswer answer) {
        return check.faults(question, answer);
    }

    void assertWrong(Question question, String body, String because) {
        List<String> faults = faults(question, body);
        assertTrue(faults.stream().anyMatch(fault -> fault.contains(because)), () -> because + ": " + faults);
    }

    static ServerAnswer answer(int status, String body, Instant arrived) {
        var headers = Map.of(
                "x-footfall-as-of", List.of("2026-01-03T10:00:02Z"),
                "x-footfall-lag", List.of("0"),
                "x-footfall-rules", List.of(RULES.main().id()),
                "retry-after", List.of("1"));
        return new ServerAnswer("it", status, headers, body, arrived.toEpochMilli());
    }
}
