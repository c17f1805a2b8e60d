package dev.footfall.aggregator.life;

import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.life.LifeAction.Commit;
import dev.footfall.aggregator.life.LifeAction.WriteMark;
import dev.footfall.aggregator.life.LifeEvent.LossGone;
import dev.footfall.aggregator.life.LifeEvent.Ticked;
import java.util.Optional;

/**
 * The store lacks what was counted, and the log no longer has it: it is kept as it is, and answers nothing; once
 * it is marked, nor do its copies. It is counted again once nothing is lost.
 */
record Uncountable(String sentence) implements PartitionLife {
    private static final String CANNOT =
            "cannot be counted again. %s; restore the log from an export, or count what is left with 'rebuild "
                    + "--accept-loss'. It is incomplete: %s";

    static Uncountable of(String loss, String fault) {
        return new Uncountable(CANNOT.formatted(loss, fault));
    }

    @Override
    public LifeStep after(LifeEvent event) {
        if (event instanceof LossGone) return LogFaults.giveUp("what it lacked can be counted now");
        boolean isUnmarked = event instanceof Ticked now && !now.mark().isRecount();
        return isUnmarked ? stay(new WriteMark(), new Commit()) : stay();
    }

    @Override
    public Optional<String> whyMute() {
        return Optional.of(sentence);
    }

    @Override
    public boolean isReading() {
        return false;
    }

    @Override
    public boolean isOver() {
        return true;
    }

    @Override
    public CommitMark opened(CommitMark last) {
        return last.recount(true);
    }
}
