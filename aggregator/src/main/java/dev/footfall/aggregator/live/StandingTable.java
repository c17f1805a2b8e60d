package dev.footfall.aggregator.live;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.events.Standing;
import java.util.Arrays;
import java.util.List;

/**
 * The standing of every registered repository, on the heap, about 60 bytes each. A look-up of a private name takes as
 * long as one of an unknown name: neither leaves memory, and there is nothing to warm up. Written by one thread, read by
 * many.
 */
final class StandingTable {
    /** A power of two: readers seldom meet, and only a small part is copied when it grows. */
    private static final int STRIPES = 256;

    private static final List<Standing> STANDINGS = List.of(Standing.values());

    private final Stripe[] stripes = new Stripe[STRIPES];

    StandingTable() {
        Arrays.setAll(stripes, any -> new Stripe());
    }

    void put(byte[] key, Standing standing) {
        int hash = hash(key);
        stripes[hash & STRIPES - 1].put(hash / STRIPES, key, standing);
    }

    Standing of(byte[] key) {
        int hash = hash(key);
        return stripes[hash & STRIPES - 1].of(hash / STRIPES, key);
    }

    /** ≥ 0 */
    private static int hash(byte[] key) {
        return StoreKey.hash(key, 0, key.length) & Integer.MAX_VALUE;
    }

    /** Entries lie one after another: length of the key (1), place in {@link #STANDINGS} (1), key. */
    private static final class Stripe {
        private static final int HEAD = 2;

        private byte[] entries = new byte[64];
        private int end;

        /** Positions of entries + 1 by the hashes of their keys, open addressing; 0 is free. At most three quarters full. */
        private int[] places = new int[4];

        private int size;

        synchronized Standing of(int hash, byte[] key) {
            int position = places[place(hash, key)] - 1;
            return position < 0 ? Standing.UNREGISTERED : STANDINGS.get(entries[position + 1]);
        }

        synchronized void put(int hash, byte[] key, Standing standing) {
            int place = place(hash, key);
            if (places[place] == 0) {
                add(place, key);
                place = place(hash, key);
            }
            entries[places[place]] = (byte) STANDINGS.indexOf(standing);
        }

        private void add(int place, byte[] key) {
            int needed = end + HEAD + key.length;
            if (needed > entries.length) entries = Arrays.copyOf(entries, needed + needed / 4);
            entries[end] = (byte) key.length;
            System.arraycopy(key, 0, entries, end + HEAD, key.length);
            places[place] = end + 1;
            end = needed;
            if (4 * ++size > 3 * places.length) rehash();
        }

        private void rehash() {
            places = new int[2 * places.length];
            for (int position = 0; position < end; position += HEAD + length(position)) {
                int from = position + HEAD;
                byte[] key = Arrays.copyOfRange(entries, from, from + length(position));
                places[place(hash(key) / STRIPES, key)] = position + 1;
            }
        }

        private int place(int hash, byte[] key) {
            int place = hash & places.length - 1;
            while (places[place] != 0 && !isAt(places[place] - 1, key)) place = place + 1 & places.length - 1;
            return place;
        }

        private boolean isAt(int position, byte[] key) {
            int from = position + HEAD;
            int length = length(position);
            return Arrays.equals(entries, from, from + length, key, 0, key.length);
        }

        /** Of a key: at most 202 bytes. */
        private int length(int position) {
            return entries[position] & 0xff;
        }
    }
}
