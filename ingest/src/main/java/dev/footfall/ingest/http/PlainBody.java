package dev.footfall.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.footfall.events.EventCodec;
import dev.footfall.events.PlainEvent;
import dev.footfall.events.PlainEventReader;
import dev.footfall.events.PlainJson;
import dev.footfall.ingest.http.BatchReader.Batch;
import java.io.IOException;
import java.util.Optional;

/** A body of mostly plain events. What is not certainly plain {@link BatchReader} reads anew as a whole. Used once. */
final class PlainBody {
    /** Less deep than the parser of a whole body goes, so that what is nested further is left to it. */
    private static final int MOST_LEVELS = 100;

    /** The odd events that are read one by one even if there are no others yet. */
    private static final int MOST_ODD = 4;

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

    Optional<PlainEvent> line(int from, int to) {
        return events.read(bytes, from, nowMillis)
                .filter(event -> events.end() <= to && PlainJson.afterSpace(bytes, events.end()) >= to);
    }

    Optional<Batch.Read> json(int start) {
        int first = PlainJson.afterSpace(bytes, start);
        int end = isAt(first, '[') ? array(first + 1) : object(first);
        return end >= 0 && PlainJson.afterSpace(bytes, end) == bytes.length ? Optional.of(batch) : Optional.empty();
    }

    /** The position after it, −1 in doubt. */
    private int array(int start) {
        int next = start;
        while (batch.size() < BatchReader.MAX_EVENTS) {
            int item = PlainJson.afterSpace(bytes, next);
            int end = isAt(item, '{') ? item(item) : -1;
            if (end < 0) return -1;
            next = PlainJson.afterSpace(bytes, end);
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
}
