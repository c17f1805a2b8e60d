package dev.footfall.aggregator.life;

/** An order to the owner of a partition's store and of its consumer. */
public sealed interface LifeAction {

    /** Pause the inputs: nothing may be read. */
    record PauseInputs() implements LifeAction {}

    /** Make the partition's counters of its store, and tell what was found: {@link LifeEvent.Opened}. */
    record OpenStore() implements LifeAction {}

    /** Seek both inputs to where the store ends, with the leader epochs that the store has, and resume them. */
    record StartReading() implements LifeAction {}

    /** Delete some entries of the store, and commit; after the last: {@link LifeEvent.Erased}. */
    record EraseSome() implements LifeAction {}

    /** Note in the mark that the partition is counted from its beginning. */
    record MarkErased() implements LifeAction {}

    /** Give the task up, and restore its store from the beginning of its changelog. */
    record RestoreAgain() implements LifeAction {}

    /** Load some sealed days, and commit; after the last: {@link LifeEvent.SealedDaysLoaded}. */
    record LoadSealedDays() implements LifeAction {}

    /** Note in the mark where the group is, lest commits of nothing set it back to where the store ends. */
    record MarkBehind(long group) implements LifeAction {}

    /** Note in the mark that the store is where its group is. */
    record MarkThere() implements LifeAction {}

    /** Note in the mark that the partition is counted again: copies of the store answer nothing either. */
    record MarkRecount() implements LifeAction {}

    /** Note in the mark that the state lacks nothing more, so that copies answer too. */
    record MarkWhole() implements LifeAction {}

    /** Write the mark though nothing was counted. */
    record WriteMark() implements LifeAction {}

    record Commit() implements LifeAction {}

    /** Warn the operator: the end of a sentence that begins with the partition's number. */
    record Warn(String sentence) implements LifeAction {}

    /** Give the task up, and note why: its next life begins with {@link LifeEvent.StoreTorn}. */
    record GiveUp(String sentence) implements LifeAction {}
}
