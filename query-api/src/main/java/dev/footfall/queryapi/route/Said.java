package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.LocalRead;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a node said for a partition.
 *
 * @param read the answer, or why there is none
 * @param isStandby it follows the partition, and another one counts it
 */
record Said<T>(LocalRead<T> read, boolean isStandby) {
    private static final int NOT_OWNED = 0;
    private static final int NOT_READY = 1;
    private static final int OWNER = 2;
    private static final int STANDBY = 3;

    static <T> Said<T> owned(LocalRead<T> read) {
        return new Said<>(read, false);
    }

    boolean isFound() {
        return read instanceof LocalRead.Found;
    }

    boolean isNotOwned() {
        return read instanceof LocalRead.NotOwned;
    }

    /** Writes what was said for each partition. */
    static <T> void write(Map<Integer, Said<T>> all, Form<T> form, DataOutput out) throws IOException {
        out.writeInt(all.size());
        for (Map.Entry<Integer, Said<T>> one : all.entrySet()) {
            out.writeInt(one.getKey());
            one.getValue().write(form, out);
        }
    }

    private void write(Form<T> form, DataOutput out) throws IOException {
        if (read instanceof LocalRead.Found<T> found) {
            out.writeByte(isStandby ? STANDBY : OWNER);
            Forms.AS_OF.write(found.asOf(), out);
            form.write(found.value(), out);
        } else if (read instanceof LocalRead.NotReady<T> notReady) {
            out.writeByte(NOT_READY);
            out.writeUTF(notReady.why());
        } else {
            out.writeByte(NOT_OWNED);
        }
    }

    /**
     * Reads what was said for each partition.
     *
     * @param asked which may be spoken of, each at most once
     * @throws IllegalArgumentException if others are
     */
    static <T> Map<Integer, Said<T>> read(Set<Integer> asked, Form<T> form, DataInput in) throws IOException {
        Map<Integer, Said<T>> all = new TreeMap<>();
        int number = in.readInt();
        for (int i = 0; i < number; i++) {
            int partition = in.readInt();
            boolean isNew = asked.contains(partition) && !all.containsKey(partition);
            if (!isNew) throw new IllegalArgumentException("an answer for partition " + partition);
            all.put(partition, read(partition, form, in));
        }
        return all;
    }

    private static <T> Said<T> read(int partition, Form<T> form, DataInput in) throws IOException {
        int outcome = in.readByte();
        return switch (outcome) {
            case NOT_OWNED -> owned(new LocalRead.NotOwned<>(partition));
            case NOT_READY -> owned(new LocalRead.NotReady<>(partition, in.readUTF()));
            case OWNER, STANDBY -> {
                AsOf asOf = Forms.AS_OF.read(in);
                yield new Said<>(new LocalRead.Found<>(form.read(in), asOf), outcome == STANDBY);
            }
            default -> throw new IllegalArgumentException("an outcome " + outcome);
        };
    }
}
