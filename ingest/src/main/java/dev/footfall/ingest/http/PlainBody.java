package dev.footfall.ingest.http;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.footfall.events.EventCodec;
import dev.footfall.events.PlainEvent;
import dev.footfall.events.PlainEventReader;
import dev.footfall.ingest.http.BatchReader.Batch;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/** A body of mostly plain events. What is not certainly plain {@link BatchReader} reads anew as a whole. Used once. */
final class PlainBody {
    /** Less deep than the parser of a whole body goes, so that what is nested further is left to it. */
    private static final int MOST_LEVELS = 100;

    /** The odd events that are read one by one even if there are no others yet. */
    private static final int MOST_ODD = 4;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long LINE_ENDS = ONES * '\n';

    private static final JsonFactory ITEMS = EventCodec.JSON
            .rebuild()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MOST_LEVELS).build())
            .build();

    private final byte[] bytes;
    private final long nowMillis;
    private final EventCodec.AddressHash addressHash;
    private final PlainEventReader events = new PlainEventReader();
    private final Batch.Read batch = new Batch.Read();
    private int odd;

    PlainBody(byte[] bytes, long nowMillis, EventCodec.AddressHash addressHash) {
        this.bytes = bytes;
        this.nowMillis = nowMillis;
        this.addressHash = addressHash;
    }

    static int endOfLine(byte[] bytes, int from) {
        int at = from;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            long others = (long) LONGS.get(bytes, at) ^ LINE_ENDS;
            long found = (others - ONES) & ~others & HIGH_BITS;
            if (found != 0) return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
        }
        while (at < bytes.length && bytes[at] != '\n') at++;
        return at;
    }

    Optional<PlainEvent> line(int from, int to) {
        return events.read(bytes, from, nowMillis)
                .filter(event -> events.end() <= to && afterSpace(events.end()) >= to);
    }

    Optional<Batch.Read> json(int start) {
        int first = afterSpace(start);
        int end = isAt(first, '[') ? array(first + 1) : object(first);
        return end >= 0 && afterSpace(end) == bytes.length ? Optional.of(batch) : Optional.empty();
    }

    /** The position after it, −1 in doubt. */
    private int array(int start) {
        int next = start;
        while (batch.size() < BatchReader.MAX_EVENTS) {
            int item = afterSpace(next);
            int end = isAt(item, '{') ? item(item) : -1;
            if (end < 0) return -1;
            next = afterSpace(end);
            if (isAt(next, ']')) return next + 1;
            if (!isAt(next, ',')) return -1;
            next++;
        }
        return -1;
    }

    private int item(int from) {
        int end = object(from);
        return end >= 0 ? end : careful(from);
    }

    private int object(int from) {
        Optional<PlainEvent> event = events.read(bytes, from, nowMillis);
        if (event.isEmpty()) return -1;
        batch.events().add(event.get());
        return events.end();
    }

    /** Reads one event with care, unless most of the body is odd: then one parser for all of it takes less time. */
    private int careful(int from) {
        odd++;
        if (odd > MOST_ODD + batch.size() / 2) return -1;
        try (JsonParser parser = ITEMS.createParser(bytes, from, bytes.length - from)) {
            parser.nextToken();
            batch.add(batch.size(), EventCodec.decode(parser, nowMillis, addressHash));
            return from + (int) parser.currentLocation().getByteOffset();
        } catch (IOException e) { // the reader of the whole body says where
            return -1;
        }
    }

    private boolean isAt(int at, char wanted) {
        return at < bytes.length && bytes[at] == wanted;
    }

    private int afterSpace(int from) {
        int at = from;
        while (at < bytes.length && isSpace(bytes[at])) at++;
        return at;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
