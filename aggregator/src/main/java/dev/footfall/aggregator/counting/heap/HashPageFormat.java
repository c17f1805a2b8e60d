package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counting.store.ValueFormat;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.session.HashPage;

/** Pages of hashes as bytes: whether it is split, how many there are, the hashes. */
final class HashPageFormat implements ValueFormat<HashPage> {
    private static final int VERSION = 1;
    private static final long OBJECT_BYTES = 56;

    @Override
    public HashPage absent() {
        return HashPage.of();
    }

    @Override
    public byte[] encode(HashPage page) {
        var writer = new ValueWriter(VERSION);
        write(page, writer);
        return writer.toByteArray();
    }

    @Override
    public HashPage decode(byte[] bytes) {
        return read(new ValueReader(bytes, VERSION));
    }

    @Override
    public long weigh(HashPage page) {
        return OBJECT_BYTES + (long) Long.BYTES * page.size();
    }

    static void write(HashPage page, ValueWriter writer) {
        writer.number(page.isSplit() ? 1 : 0).number(page.size());
        for (int i = 0; i < page.size(); i++) writer.fixed(page.hash(i));
    }

    static HashPage read(ValueReader reader) {
        boolean split = reader.number() == 1;
        long[] hashes = new long[reader.integer()];
        for (int i = 0; i < hashes.length; i++) hashes[i] = reader.fixed();
        return split ? HashPage.ofSplit() : HashPage.of(hashes);
    }
}
