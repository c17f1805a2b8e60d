package dev.footfall.aggregator.projection;

import dev.footfall.aggregator.rollup.ClientCounts;
import dev.footfall.aggregator.session.Head;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.aggregator.store.ValueReader;
import dev.footfall.aggregator.store.ValueWriter;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.Observation;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * {@link ClientCounts} while they are counted: a head that comes adds one to its client, a head that goes takes it back.
 * Most days have one to three clients, so they are looked for one after another. In the store they are client and
 * downloads of each, by client.
 */
final class RunningClients implements DaySection {
    private static final long OBJECT_BYTES = 64;
    private static final int CLIENT_BYTES = 1 + Long.BYTES;
    private static final byte[] NOBODY = {};
    private static final long[] NOTHING = {};

    /** Ordinals of clients, ascending, and beside each its downloads. */
    private byte[] clients = NOBODY;

    private long[] downloads = NOTHING;

    @Override
    public void add(Observation event, Outcome.Counted outcome) {
        add(outcome.gained(), 1);
        add(outcome.lost(), -1);
    }

    private void add(Head head, int number) {
        if (!head.isPresent()) return;
        int at = place(head.client().number());
        downloads[at] += number;
    }

    /** Finds where this client's number is, and makes room if it has none. */
    private int place(int client) {
        int at = 0;
        while (at < clients.length && clients[at] < client) at++;
        if (at == clients.length || clients[at] != client) makeRoom(at, client);
        return at;
    }

    private void makeRoom(int at, int client) {
        byte[] moreClients = Arrays.copyOf(clients, clients.length + 1);
        long[] moreDownloads = Arrays.copyOf(downloads, downloads.length + 1);
        System.arraycopy(clients, at, moreClients, at + 1, clients.length - at);
        System.arraycopy(downloads, at, moreDownloads, at + 1, downloads.length - at);
        moreClients[at] = (byte) client;
        moreDownloads[at] = 0;
        clients = moreClients;
        downloads = moreDownloads;
    }

    @Override
    public boolean isEmpty() {
        for (long number : downloads) {
            if (number > 0) return false;
        }
        return true;
    }

    @Override
    public void write(ValueWriter section) {
        for (int i = 0; i < clients.length; i++) {
            if (downloads[i] > 0) section.number(clients[i]).number(downloads[i]);
        }
    }

    static RunningClients read(ValueReader section) {
        var counts = new RunningClients();
        while (section.hasMore()) {
            int at = counts.place(section.integer());
            counts.downloads[at] = section.number();
        }
        return counts;
    }

    /** The counts as they are now. */
    ClientCounts toCounts() {
        Map<ClientProduct, Long> counts = new EnumMap<>(ClientProduct.class);
        for (int i = 0; i < clients.length; i++) {
            if (downloads[i] > 0) counts.put(ClientProduct.ofNumber(clients[i]), downloads[i]);
        }
        return new ClientCounts(counts);
    }

    @Override
    public long heapBytes() {
        return OBJECT_BYTES + (long) CLIENT_BYTES * clients.length;
    }
}
