package dev.footfall.proofs.siege;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** Statuses that were heard, counted. Safe for any number of threads. */
final class StatusTally {
    /** A connection that was closed or broken without an answer. */
    static final int NONE = 0;

    private final Map<Integer, Long> numbers = new TreeMap<>();

    synchronized void add(int status) {
        numbers.merge(status, 1L, Long::sum);
    }

    /** The number of times that this status was heard. */
    synchronized long of(int status) {
        return numbers.getOrDefault(status, 0L);
    }

    /** The number of all statuses. */
    synchronized long sum() {
        return numbers.values().stream().mapToLong(Long::longValue).sum();
    }

    synchronized ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        numbers.forEach((status, number) -> json.put(status == NONE ? "none" : status.toString(), number));
        return json;
    }
}
