package dev.footfall.bench;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * The repositories of a load. The keys sort as the indexes do, so that within a partition rows lie in the order of the
 * indexes; {@link #rank} is that order over all partitions, one after the other.
 */
public final class Catalog {
    private static final int NAME_DIGITS = 7;
    private static final int NAMES_PER_NAMESPACE = 50;

    private final byte[][] keys;
    private final int[] ranks;
    private final int[] indexes;
    private final int[] partitions;

    public Catalog(int repositories, int numberOfPartitions) {
        keys = new byte[repositories][];
        ranks = new int[repositories];
        indexes = new int[repositories];
        partitions = new int[repositories];
        int[] next = new int[numberOfPartitions + 1];
        for (int index = 0; index < repositories; index++) {
            keys[index] = id(index).keyBytes();
            partitions[index] = BuiltInPartitioner.partitionForKey(keys[index], numberOfPartitions);
            next[partitions[index] + 1]++;
        }
        for (int partition = 1; partition <= numberOfPartitions; partition++) next[partition] += next[partition - 1];
        for (int index = 0; index < repositories; index++) {
            ranks[index] = next[partitions[index]]++;
            indexes[ranks[index]] = index;
        }
    }

    public int size() {
        return keys.length;
    }

    public RepoId id(int index) {
        String namespace = String.format(Locale.ROOT, "hub-%05d", index / NAMES_PER_NAMESPACE);
        String name = String.format(Locale.ROOT, "files-%0" + NAME_DIGITS + "d", index);
        return new RepoId(type(index), namespace, name);
    }

    private RepoType type(int index) {
        if (index < keys.length / 5) return RepoType.DATASET;
        return index < keys.length - keys.length / 10 ? RepoType.MODEL : RepoType.SPACE;
    }

    /** The UTF-8 key, not to be modified. */
    byte[] key(int index) {
        return keys[index];
    }

    public int partition(int index) {
        return partitions[index];
    }

    public int rank(int index) {
        return ranks[index];
    }

    public int index(int rank) {
        return indexes[rank];
    }

    OptionalInt indexOf(byte[] key) {
        int index = 0;
        for (int i = Math.max(0, key.length - NAME_DIGITS); i < key.length; i++) index = index * 10 + (key[i] - '0');
        boolean isKnown = index >= 0 && index < keys.length && Arrays.equals(keys[index], key);
        return isKnown ? OptionalInt.of(index) : OptionalInt.empty();
    }
}
