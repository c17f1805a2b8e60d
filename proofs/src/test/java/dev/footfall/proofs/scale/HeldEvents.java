package dev.footfall.proofs.scale;

import dev.footfall.bench.Catalog;
import dev.footfall.bench.HttpRows;
import dev.footfall.bench.Load;
import dev.footfall.bench.LoadEvent;
import dev.footfall.bench.LoadEventKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The events of a load that are not published yet: where they will be seen, and where nothing changes. */
final class HeldEvents {
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final Catalog catalog;
    private final Map<Integer, LoadEvent> counted = new HashMap<>();
    private final Set<Integer> repositories = new HashSet<>();

    /** The events of [{@code from}, {@code to}). */
    HeldEvents(Load load, Catalog catalog, long from, long to) {
        this.catalog = catalog;
        Iterator<LoadEvent> events = load.stream();
        for (long number = 0; number < to; number++) {
            LoadEvent event = events.next();
            if (number < from) continue;
            repositories.add(event.repository());
            if (event.kind() == LoadEventKind.FILE) {
                counted.putIfAbsent(catalog.partition(event.repository()), event);
            }
        }
    }

    /** A watch over each of these partitions, which asks that node. */
    List<PartitionWatch> watches(List<Integer> partitions, NodeView node) throws InterruptedException {
        var watches = new ArrayList<PartitionWatch>();
        for (int partition : partitions) {
            LoadEvent event = counted.get(partition);
            if (event == null) throw new IllegalStateException("nothing is held back of partition " + partition);
            LocalDate day = LocalDate.ofEpochDay(event.timeMillis() / MILLIS_PER_DAY);
            String changing =
                    HttpRows.path(catalog.id(event.repository())) + "/stats/recent?from=" + day + "&to=" + day;
            watches.add(PartitionWatch.of(node, unchanged(partition, node), changing));
        }
        return watches;
    }

    /** A repository that is known, and of which no event is held back. */
    private String unchanged(int partition, NodeView node) throws InterruptedException {
        List<Integer> candidates = IntStream.range(0, catalog.size())
                .filter(index -> catalog.partition(index) == partition && !repositories.contains(index))
                .limit(50)
                .boxed()
                .toList();
        for (int index : candidates) {
            String path = HttpRows.path(catalog.id(index)) + "/stats";
            if (node.get(path).filter(NodeView.NodeReply::isOk).isPresent()) return path;
        }
        throw new IllegalStateException("nothing is known of partition " + partition);
    }
}
