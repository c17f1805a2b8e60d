package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.topology.SimulatedStore.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/** The committed changes of a partition's store, and what they add up to. */
final class SimulatedChangelog {
    static final Bytes MARK = Bytes.wrap(PartKeys.mark());

    private final List<Change> changes = new ArrayList<>();
    private TreeMap<Bytes, byte[]> sum = new TreeMap<>();
    private int cuts;

    void append(List<Change> more) {
        more.forEach(change -> {
            changes.add(change);
            change.applyTo(sum);
        });
    }

    /** Loses all changes from this one on. */
    void cutAt(int size) {
        if (size >= changes.size()) return;
        changes.subList(size, changes.size()).clear();
        sum = new TreeMap<>();
        changes.forEach(change -> change.applyTo(sum));
        cuts++;
    }

    int size() {
        return changes.size();
    }

    Change change(int offset) {
        return changes.get(offset);
    }

    /** Of the changes before this offset the last of each key, in their order. */
    List<Change> compacted(int end) {
        Map<Bytes, Integer> last = new HashMap<>();
        for (int i = 0; i < end; i++) last.put(changes.get(i).key(), i);
        return last.values().stream().sorted().map(changes::get).toList();
    }

    /** The number of times that it has lost its end. */
    int cuts() {
        return cuts;
    }

    Map<Bytes, byte[]> sum() {
        return sum;
    }

    /** The sum of the first so many changes. */
    Map<Bytes, byte[]> sumOf(int first) {
        var part = new TreeMap<Bytes, byte[]>();
        changes.subList(0, first).forEach(change -> change.applyTo(part));
        return part;
    }

    void applyFrom(int offset, Map<Bytes, byte[]> entries) {
        changes.subList(offset, changes.size()).forEach(change -> change.applyTo(entries));
    }

    /** True if the change before this offset is this mark. */
    boolean hasMark(int offset, byte[] mark) {
        if (offset == 0 || offset > changes.size()) return false;
        Change last = changes.get(offset - 1);
        return last.key().equals(MARK)
                && Arrays.equals(last.value(), mark)
                && CommitMark.decode(mark).phase() == CommitMark.Phase.CLOSED;
    }
}
