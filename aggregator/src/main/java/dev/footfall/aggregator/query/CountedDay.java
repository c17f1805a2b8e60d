package dev.footfall.aggregator.query;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.counts.HourlyCounts;
import dev.footfall.aggregator.counts.KindCounts;
import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.aggregator.counts.Uniques;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RepoId;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.Set;

/**
 * One repository's UTC day as it is counted, under the name in its events. Each part is read when it is asked for, so that a
 * question takes no longer than what it asks for; a projection without which the day was counted has nothing. Immutable.
 */
public interface CountedDay {
    RepoId repo();

    LocalDate date();

    DailyRow row();

    DailyCounts counts();

    /** False for a day on which every event was excluded. */
    default boolean hasFiles() {
        return counts().files() > 0;
    }

    HourlyCounts hours();

    /** The sum from hour {@code first} to {@code last}; of a whole day its own counts, which are the same. */
    HourCounts hours(int first, int last);

    KindCounts<ClientProduct> clients();

    KindCounts<ClientClass> classes();

    /** Downloads of these classes; of no class, all. */
    long downloads(Set<ClientClass> classes);

    /** Visitors with a counted download, distinct within the day. */
    long visitors();

    /** The day's visitors; not whole if it was counted without them. */
    Uniques uniques();

    /** Names with less than {@code fewest} visitors a day are with the others, where visitors are counted by name. */
    NamedCounts named(String projection, int fewest);
}
