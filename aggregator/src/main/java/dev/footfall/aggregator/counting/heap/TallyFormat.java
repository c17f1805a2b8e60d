package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;

public final class TallyFormat {
    private static final int VERSION = 2;

    private TallyFormat() {}

    public static byte[] encode(Tally tally) {
        var writer = new ValueWriter(VERSION);
        writer.number(tally.nextOffset()).number(tally.newestLogTimeMillis()).number(tally.counted());
        RowFormat.writeExcluded(tally.excluded(), writer);
        writer.number(tally.rejected().size());
        tally.rejected().forEach((field, records) -> writer.text(field).number(records));
        writer.number(tally.sources());
        if (tally.position().sealedBefore() > 0) writer.number(tally.position().sealedBefore());
        return writer.toByteArray();
    }

    public static Tally decode(byte[] bytes) {
        var reader = new ValueReader(bytes, VERSION);
        long nextOffset = reader.number();
        var tally = new Tally();
        tally.reach(nextOffset - 1, reader.number());
        tally.count(reader.number());
        RowFormat.readExcluded(reader).forEach(tally::exclude);
        int fields = reader.integer();
        for (int i = 0; i < fields; i++) tally.reject(reader.text(), reader.number());
        tally.addSources(reader.number());
        if (reader.hasMore()) tally.seal(reader.integer());
        return tally;
    }
}
