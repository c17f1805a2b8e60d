package dev.footfall.ingest.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.footfall.events.Decoded;
import dev.footfall.events.EventCodec;
import java.io.IOException;
import java.time.InstantSource;

/** Reads the events of a body as a stream. What it says about a bad one never quotes the body. */
final class BatchReader {
    static final int MAX_EVENTS = 10_000;

    private static final int BYTE_ORDER_MARK_LENGTH = 3;

    private final EventCodec.AddressHash addressHash;
    private final InstantSource clock;

    BatchReader(EventCodec.AddressHash addressHash, InstantSource clock) {
        this.addressHash = addressHash;
        this.clock = clock;
    }

    Batch read(EventFormat format, byte[] bytes) {
        int start = hasByteOrderMark(bytes) ? BYTE_ORDER_MARK_LENGTH : 0;
        return format == EventFormat.NDJSON ? lines(bytes, start) : json(bytes, start);
    }

    private static boolean hasByteOrderMark(byte[] bytes) {
        return bytes.length >= BYTE_ORDER_MARK_LENGTH
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF;
    }

    private Batch json(byte[] bytes, int start) {
        var batch = new Batch.Read();
        long nowMillis = clock.millis();
        try (JsonParser parser = EventCodec.JSON.createParser(bytes, start, bytes.length - start)) {
            JsonToken first = parser.nextToken();
            if (first == null) return unreadable(0, "the body is empty");
            if (first != JsonToken.START_ARRAY) {
                add(batch, 0, EventCodec.decode(parser, nowMillis, addressHash));
            } else {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (batch.size() == MAX_EVENTS) return new Batch.TooMany();
                    add(batch, batch.size(), EventCodec.decode(parser, nowMillis, addressHash));
                }
            }
            return parser.nextToken() == null
                    ? batch
                    : unreadable(batch.size(), "something follows the JSON; several events are an array, or NDJSON");
        } catch (JsonProcessingException e) {
            return unreadable(batch.size(), "not JSON" + place(e) + "; nothing of this request was accepted");
        } catch (IOException e) {
            return unreadable(batch.size(), "not JSON; nothing of this request was accepted");
        }
    }

    private Batch lines(byte[] bytes, int start) {
        var batch = new Batch.Read();
        long nowMillis = clock.millis();
        int from = start;
        for (int line = 0; from < bytes.length; line++) {
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') to++;
            if (!isBlank(bytes, from, to)) {
                if (batch.size() == MAX_EVENTS) return new Batch.TooMany();
                add(batch, line, line(bytes, from, to, nowMillis));
            }
            from = to + 1;
        }
        return batch;
    }

    private Decoded line(byte[] bytes, int from, int to, long nowMillis) {
        try (JsonParser parser = EventCodec.JSON.createParser(bytes, from, to - from)) {
            parser.nextToken();
            Decoded decoded = EventCodec.decode(parser, nowMillis, addressHash);
            return parser.nextToken() == null ? decoded : malformed("more than one value on the line");
        } catch (IOException e) {
            return malformed("not JSON");
        }
    }

    private static void add(Batch.Read batch, int index, Decoded decoded) {
        decoded.fold(batch.events()::add, reason -> batch.rejections().add(new Rejection(index, reason)));
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') return false;
        }
        return true;
    }

    private static String place(JsonProcessingException failure) {
        var location = failure.getLocation();
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static Batch unreadable(int index, String error) {
        return new Batch.Unreadable(new Rejection(index, malformed(error)));
    }

    private static Decoded.Malformed malformed(String error) {
        return new Decoded.Malformed(Decoded.Malformed.JSON, error);
    }
}
