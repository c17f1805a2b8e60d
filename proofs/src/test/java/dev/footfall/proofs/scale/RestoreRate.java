package dev.footfall.proofs.scale;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.bench.Figures;

/** The rate at which nodes fill stores: the changes that they fetch in the time in which many are missing. */
final class RestoreRate {
    /** More than a look is late for, under load. */
    private static final long MANY = 1_000;

    private final Ownership nodes;
    private double restored;
    private double missing;
    private double records;
    private double all;
    private long lookedNanos = System.nanoTime();
    private long nanos;

    RestoreRate(Ownership nodes) throws InterruptedException {
        this.nodes = nodes;
        this.restored = nodes.sum("footfall_restored_records_total");
    }

    void look() throws InterruptedException {
        double restoredNow = nodes.sum("footfall_restored_records_total");
        double missingNow =
                nodes.sum("footfall_restore_remaining_records") + nodes.sum("footfall_standby_remaining_records");
        long nowNanos = System.nanoTime();
        double more = Math.max(0, restoredNow - restored);
        all += more;
        if (missing >= MANY || missingNow >= MANY) {
            records += more;
            nanos += nowNanos - lookedNanos;
        }
        restored = restoredNow;
        missing = missingNow;
        lookedNanos = nowNanos;
    }

    /** All that was fetched, and the rate while there was much to fetch; no rate when it never was. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("records", Math.round(all));
        if (nanos > 0) {
            json.put("seconds", Figures.rounded(nanos / 1e9));
            json.put("records_per_s", Figures.rounded(records / (nanos / 1e9)));
        }
        return json;
    }
}
