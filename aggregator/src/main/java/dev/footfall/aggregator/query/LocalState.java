package dev.footfall.aggregator.query;

/**
 * The state of partitions on this instance, by subject: the port by which it is read. Readers hand out values, never what is
 * stored. Reads see it as of the last flush for a commit. Safe for many threads.
 */
public interface LocalState extends Partitioning {
    RegistrationReader registrations();

    TotalsReader totals();

    DayReader days();

    RankingReader rankings();

    LikeReader likes();

    UserReader users();

    ArrivalReader arrivals();

    /** The version of a partition's counts, and of the registrations: what is read after it is at least as new. */
    LocalRead<StateVersion> version(int partition);

    Readiness readiness();
}
