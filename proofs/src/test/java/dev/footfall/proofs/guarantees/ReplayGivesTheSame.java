package dev.footfall.proofs.guarantees;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The log, counted again from its start, comes to the same rows. */
public final class ReplayGivesTheSame {
    /**
     * The rows that differ, in words.
     *
     * @param before the rows by what they are of
     * @param after the same, counted again
     */
    public <K extends Comparable<K>, R> List<String> check(Map<K, R> before, Map<K, R> after) {
        var keys = new TreeSet<K>(before.keySet());
        keys.addAll(after.keySet());
        var different = new ArrayList<String>();
        for (K key : keys) {
            if (Objects.equals(before.get(key), after.get(key))) continue;
            different.add(key + " was " + before.get(key) + ", and is " + after.get(key));
        }
        return different;
    }
}
