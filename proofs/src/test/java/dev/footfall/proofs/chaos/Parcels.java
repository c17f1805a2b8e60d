package dev.footfall.proofs.chaos;

import dev.footfall.bench.Catalog;
import dev.footfall.proofs.chaos.Traffic.Parcel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The content of the next requests, in lanes: where processes are cut off, of four parcels one is parted into those of
 * each partition, as a client must not wait for one partition with the events of another. Safe for any number of threads.
 */
final class Parcels {
    private static final int EVENTS = 50;
    private static final int PARTED = 4;

    private final Traffic traffic;
    private final Catalog catalog;
    private final int eventsPerSecond;
    private final List<Queue<Parcel>> lanes;
    private final long startNanos = System.nanoTime();
    private long drawn;
    private boolean isOver;

    Parcels(Traffic traffic, Catalog catalog, ChaosOptions options) {
        this.traffic = traffic;
        this.catalog = catalog;
        this.eventsPerSecond = options.pace().eventsPerSecond();
        int number = options.hasCuts() ? options.partitions() + 1 : 1;
        this.lanes =
                Stream.<Queue<Parcel>>generate(ArrayDeque::new).limit(number).toList();
    }

    /** The number of lanes: one for each partition, the last for parcels of several. */
    int lanes() {
        return lanes.size();
    }

    /** True if the parcels in that lane are of one partition. */
    boolean isOfOnePartition(int lane) {
        return lane < lanes.size() - 1;
    }

    /** The next parcel in a lane, if one is due. */
    synchronized Optional<Parcel> next(int lane) {
        while (lanes.get(lane).isEmpty() && !isOver) {
            Optional<Parcel> parcel = traffic.next(EVENTS, due());
            if (parcel.isEmpty()) break;
            sort(parcel.get());
        }
        return Optional.ofNullable(lanes.get(lane).poll());
    }

    private void sort(Parcel parcel) {
        if (lanes.size() == 1 || drawn++ % PARTED != 0) {
            lanes.get(lanes.size() - 1).add(parcel);
            return;
        }
        var parts = new TreeMap<Integer, Parcel>();
        for (int i = 0; i < parcel.events().size(); i++) {
            int partition = catalog.partition(parcel.events().get(i).repository());
            Parcel part = parts.computeIfAbsent(partition, any -> new Parcel(new ArrayList<>(), new ArrayList<>()));
            part.events().add(parcel.events().get(i));
            part.lines().add(parcel.lines().get(i));
        }
        parts.forEach((partition, part) -> lanes.get(partition).add(part));
    }

    private long due() {
        return (System.nanoTime() - startNanos) / 1_000 * eventsPerSecond / 1_000_000;
    }

    /** Draws no more; what was drawn is still handed out. */
    synchronized void finish() {
        isOver = true;
    }

    /** True if a lane is empty for good. */
    synchronized boolean isDrained(int lane) {
        return isOver && lanes.get(lane).isEmpty();
    }
}
