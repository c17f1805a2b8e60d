package dev.footfall.proofs.guarantees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.proofs.guarantees.Ledger.Moments;
import dev.footfall.proofs.guarantees.Ledger.Span;
import dev.footfall.rules.ExclusionReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A ledger's knowledge of users, and the guarantee about their number, which is told lies here. */
class UserLedgerTest {
    private static final long NOON = 3 * 86_400_000L + 43_200_000;
    private static final Moments LATER = new Moments(100, 100, Duration.ofMinutes(30), 0);

    private final Ledger ledger = new Ledger();

    @Test
    void knowsTheFilesOfEachUserInEveryRepository() {
        acknowledged(file(1, 1, user(5)), file(2, 2, user(5)), file(3, 2, user(10)), file(4, 2, anonymous(7)));

        assertEquals(Set.of(5, 10), ledger.users());
        assertEquals(2, ledger.user(5).all(LATER).least().files());
        assertEquals(1, ledger.user(5).allDays(2, LATER).least().files());
        assertEquals(0, ledger.user(7).all(LATER).most().files());
        assertEquals(4, ledger.all(LATER).least().files());
        assertEquals(new Span(2, 2), ledger.repositoriesWithFile(LATER));
        assertEquals(new Span(2, 2), ledger.usersWithFile(LATER));
        assertEquals(Map.of(1, new Span(1, 1), 2, new Span(2, 2)), ledger.usersByRepository(LATER));
    }

    @Test
    void doesNotTakeForAUserOneWhoseOnlyRequestDoesNotCount() {
        var probe = new Published(1, 1, user(5), Optional.of(ExclusionReason.METHOD), NOON, 0);

        acknowledged(probe);

        assertEquals(Span.NONE, ledger.usersWithFile(LATER));
        assertEquals(Span.NONE, ledger.repositoriesWithFile(LATER));
    }

    @Test
    void leavesAUserOpenWhoseFirstFileIsUnderWay() {
        acknowledged(file(1, 1, user(5)));
        ledger.sending(List.of(file(2, 1, user(10))), 50);

        assertTrue(isBelieved(1));
        assertTrue(isBelieved(2));
        assertEquals(Optional.of("it lacks somebody: there are 0, acknowledged before are 1, sent are 2"), check(0));
        assertEquals(Optional.of("it has one too many: there are 3, acknowledged before are 1, sent are 2"), check(3));
    }

    @Test
    void takesBackWhatALogHasLessOftenThanItWasAcknowledged() {
        acknowledged(file(1, 1, user(5)), file(2, 1, user(5)), file(2, 1, user(5)), file(3, 2, user(10)));

        assertEquals(2, ledger.takeBack(Map.of(1L, 1, 2L, 1)));

        assertEquals(2, ledger.all(LATER).most().files());
        assertEquals(Map.of(ExclusionReason.DUPLICATE, new Span(0, 1)), ledger.exclusions(1, 3));
        assertEquals(Span.NONE, ledger.user(10).repositoriesWithFile(LATER));
        assertEquals(0, ledger.takeBack(Map.of(1L, 1, 2L, 1)));
    }

    private boolean isBelieved(long number) {
        return check(number).isEmpty();
    }

    private Optional<String> check(long number) {
        return new CountsEachNameOnce().check(new NumberClaim("it", number, ledger.usersWithFile(LATER)));
    }

    private void acknowledged(Published... events) {
        ledger.sending(List.of(events), 10);
        ledger.acknowledged(List.of(events), 20);
    }

    private static Published file(long id, int repository, Published.Visitor visitor) {
        return new Published(id, repository, visitor, Optional.empty(), NOON, 10);
    }

    private static Published.Visitor user(int number) {
        return new Published.Visitor(number, true);
    }

    private static Published.Visitor anonymous(int number) {
        return new Published.Visitor(number, false);
    }
}
