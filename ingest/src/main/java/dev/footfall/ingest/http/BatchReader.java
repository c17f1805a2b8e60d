package dev.footfall.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.footfall.events.AddressHash;
import dev.footfall.events.CheckedJson;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.FieldError;
import dev.footfall.events.Parsed;
import dev.footfall.events.PlainEvent;
import dev.footfall.events.PlainEventReader;
import dev.footfall.events.PlainJson;
import dev.footfall.events.Utf8;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/** Reads the events of a body as a stream. What it says about a bad one never quotes the body. */
record BatchReader(AddressHash addressHash, InstantSource clock) {
    static final int MAX_EVENTS = 10_000;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    PostedBatch read(EventFormat format, byte[] bytes) {
        int start = start(bytes);
        long nowMillis = clock.millis();
        var plain = new PlainBody(bytes, nowMillis, addressHash);
        if (format == EventFormat.NDJSON) return lines(bytes, start, nowMillis, plain::line);
        return plain.json(start).<PostedBatch>map(batch -> batch).orElseGet(() -> json(bytes, start, nowMillis));
    }

    PostedBatch readWithCare(EventFormat format, byte[] bytes) {
        int start = start(bytes);
        long nowMillis = clock.millis();
        return format == EventFormat.NDJSON
                ? lines(bytes, start, nowMillis, (from, to) -> Optional.empty())
                : json(bytes, start, nowMillis);
    }

    @FunctionalInterface
    private interface PlainLine {
        Optional<PlainEvent> read(int from, int to);
    }

    private static int start(byte[] bytes) {
        int length = BYTE_ORDER_MARK.length;
        return bytes.length >= length && Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, length) ? length : 0;
    }

    private PostedBatch json(byte[] bytes, int start, long nowMillis) {
        var batch = new PostedBatch.Checked();
        try (JsonParser parser = CheckedJson.parser(bytes, start, bytes.length - start)) {
            JsonToken first = parser.nextToken();
            if (first == null) return unreadable(0, "the body is empty");
            if (first != JsonToken.START_ARRAY) {
                batch.add(0, EventCodec.decode(parser, nowMillis, addressHash));
            } else {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (batch.size() == MAX_EVENTS) return new PostedBatch.TooMany();
                    batch.add(batch.size(), EventCodec.decode(parser, nowMillis, addressHash));
                }
            }
            return parser.nextToken() == null
                    ? batch
                    : unreadable(
                            batch.size(),
                            "unexpected content after the JSON; send several events as an array or " + "as NDJSON");
        } catch (IOException e) {
            return unreadable(batch.size(), CheckedJson.fault(e) + place(e) + "; nothing of this request was accepted");
        }
    }

    private PostedBatch lines(byte[] bytes, int start, long nowMillis, PlainLine plain) {
        var batch = new PostedBatch.Checked();
        int from = start;
        for (int line = 0; from < bytes.length; line++) {
            int to = PlainJson.endOfLine(bytes, from);
            if (!isBlank(bytes, from, to)) {
                if (batch.size() == MAX_EVENTS) return new PostedBatch.TooMany();
                Optional<PlainEvent> event = plain.read(from, to);
                if (event.isPresent()) batch.events().add(event.get());
                else batch.add(line, line(bytes, from, to, nowMillis));
            }
            from = to + 1;
        }
        return batch;
    }

    private Parsed<DownloadEvent> line(byte[] bytes, int from, int to, long nowMillis) {
        try (JsonParser parser = CheckedJson.parser(bytes, from, to - from)) {
            parser.nextToken();
            Parsed<DownloadEvent> decoded = EventCodec.decode(parser, nowMillis, addressHash);
            return parser.nextToken() == null
                    ? decoded
                    : Parsed.invalid(FieldError.JSON, "more than one value on the line");
        } catch (IOException e) {
            return Parsed.invalid(FieldError.JSON, CheckedJson.fault(e));
        }
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') return false;
        }
        return true;
    }

    private static String place(IOException failure) {
        var location = failure instanceof JsonProcessingException of ? of.getLocation() : null;
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static PostedBatch unreadable(int index, String error) {
        return new PostedBatch.Malformed(PostedBatch.Rejection.ofBody(index, error));
    }

    /** A body of mostly plain events. What is not certainly plain {@link BatchReader} reads again as a whole. Used once. */
    static final class PlainBody {
        /** Less deep than the parser of a whole body goes, so that what is nested further is left to it. */
        private static final int MOST_LEVELS = 100;

        /** The odd events that are read one by one even if there are no others yet. */
        private static final int MOST_ODD = 4;

        private static final JsonFactory ITEMS = CheckedJson.JSON
                .rebuild()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MOST_LEVELS)
                        .build())
                .build();

        private final byte[] bytes;
        private final long nowMillis;
        private final AddressHash addressHash;
        private final PlainEventReader events = new PlainEventReader();
        private final PostedBatch.Checked batch = new PostedBatch.Checked();
        private int odd;

        PlainBody(byte[] bytes, long nowMillis, AddressHash addressHash) {
            this.bytes = bytes;
            this.nowMillis = nowMillis;
            this.addressHash = addressHash;
        }

        Optional<PlainEvent> line(int from, int to) {
            return events.read(bytes, from, nowMillis)
                    .filter(event -> events.end() <= to && PlainJson.afterSpace(bytes, events.end()) >= to);
        }

        Optional<PostedBatch.Checked> json(int start) {
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
                Parsed<DownloadEvent> event = EventCodec.decode(parser, nowMillis, addressHash);
                int end = from + (int) parser.currentLocation().getByteOffset();
                if (Utf8.malformedAt(bytes, from, end) >= 0) return -1;
                batch.add(batch.size(), event);
                return end;
            } catch (IOException e) { // the reader of the whole body says where
                return -1;
            }
        }

        private boolean isAt(int at, char wanted) {
            return at < bytes.length && bytes[at] == wanted;
        }
    }
}
