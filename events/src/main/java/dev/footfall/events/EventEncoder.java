package dev.footfall.events;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Encodes many events as {@link EventCodec#encode} does, with one generator for all of them. Used by one thread. */
public final class EventEncoder implements AutoCloseable {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final JsonGenerator json;

    /** An encoder; to be closed, so that its buffers are used again. */
    public EventEncoder() {
        try {
            json = EventCodec.JSON.createGenerator(bytes).setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event as UTF-8 JSON. */
    public byte[] encode(DownloadEvent event) {
        try {
            EventCodec.write(event, json);
            json.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            bytes.reset();
        }
    }

    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
