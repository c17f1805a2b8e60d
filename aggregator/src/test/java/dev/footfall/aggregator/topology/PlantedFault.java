package dev.footfall.aggregator.topology;

/** Defects that a simulation can be given, to show that it would find them. */
enum PlantedFault {
    NONE,
    /** A consumer starts without the leader epoch that the state has. */
    EPOCH_NOT_ASKED,
    /** A consumer that runs does not compare its place with a new leader's log. */
    TRUNCATION_UNSEEN,
    /** The end of the likes' log is taken to be where reading starts. */
    LIKES_NOT_AWAITED,
    /** A copy of a store is used though its changelog does not have its mark. */
    COPY_WITHOUT_MARK,
    /** A store whose mark is open is taken to be whole. */
    OPEN_MARK_BELIEVED,
    /** The end of the log up to which is counted again moves away. */
    GOAL_MOVES,
    /** Answers are given in each phase. */
    MUTE_PHASE_FORGOTTEN,
    /** It is not known how far the group has read. */
    GROUP_UNKNOWN,
    /** Reading starts where the group is, not where the store ends. */
    GROUP_BELIEVED,
    /** A commit is appended to a changelog that has lost its end. */
    CUT_CHANGELOG_UNSEEN,
    /** A store that is erased keeps some of its rows. */
    ROWS_KEPT,
    /** The reason for which a task was given up is lost. */
    REASON_LOST,
    /** A copy answers though its partition is counted again. */
    COPY_IS_NOT_ASKED,
    /** A copy answers before it has all that is compacted. */
    COPY_TOO_EARLY,
    /** Sealed days are left out where the log lacks its beginning. */
    SEALED_DAYS_LEFT_OUT,
    /** Topics are told by their names alone. */
    TOPICS_ID_UNKNOWN,
    /** A store is restored without its open sessions. */
    SESSIONS_NOT_RESTORED,
    /** Days that a promoted state seals are taken to be by the rules of the main state. */
    RULES_OF_SEALS_MIXED
}
