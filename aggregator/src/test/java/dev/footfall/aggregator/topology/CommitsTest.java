package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CommitsTest {
    private static final ThreadTransactions.Ends BEFORE = new ThreadTransactions.Ends(3, 1);

    @Test
    void whatWasWrittenIsCommittedByTheNextCommit() {
        assertTrue(new ThreadTransactions.Ends(4, 1).haveCommittedSince(BEFORE));
        assertTrue(new ThreadTransactions.Ends(9, 1).haveCommittedSince(BEFORE));
    }

    @Test
    void whatWasWrittenIsNotCommittedBeforeTheNextCommit() {
        assertFalse(BEFORE.haveCommittedSince(BEFORE));
    }

    @Test
    void afterALostTransactionNobodyKnows() {
        assertFalse(new ThreadTransactions.Ends(3, 2).haveCommittedSince(BEFORE));
        assertFalse(
                new ThreadTransactions.Ends(4, 2).haveCommittedSince(BEFORE), "committed was what came after the loss");
    }

    @Test
    void eachThreadHasItsOwn() throws InterruptedException {
        var commits = new ThreadTransactions();
        var others = new ThreadTransactions.Ends[1];
        var thread = new Thread(() -> others[0] = commits.ofThisThread());
        thread.start();
        thread.join();

        assertFalse(others[0].haveCommittedSince(commits.ofThisThread()));
    }
}
