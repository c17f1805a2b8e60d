package dev.footfall.aggregator.sealing;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.counting.JsonTree;
import dev.footfall.aggregator.counting.Projections;
import dev.footfall.aggregator.counting.SealMark;
import dev.footfall.aggregator.counting.SealRecord;
import dev.footfall.aggregator.counting.SealedDay;
import dev.footfall.events.EventCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Records of sealed days as JSON. */
public final class SealCodec {
    private SealCodec() {}

    /** The record as UTF-8 JSON; {@link #decode} reads it back as an equal one. */
    public static byte[] encode(SealRecord record) {
        var bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = EventCodec.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            record.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a record.
     *
     * @throws IllegalStateException if it is none
     */
    public static SealRecord decode(byte[] value) {
        try {
            JsonTree json = JsonTree.of(value);
            return SealMark.unseal(json).or(() -> Projections.ALL.unseal(json)).orElseGet(() -> SealedDay.unseal(json));
        } catch (IOException | RuntimeException e) { // whatever is wrong with it, it is no such record
            throw new IllegalStateException("a record of sealed days cannot be read: " + e, e);
        }
    }
}
