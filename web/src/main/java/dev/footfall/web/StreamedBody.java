package dev.footfall.web;

import java.io.IOException;
import java.io.OutputStream;

/** A body made while it is sent, because it is too long to be held. Closed once, whether or not it was sent. */
@FunctionalInterface
public interface StreamedBody extends AutoCloseable {
    /** A failure breaks the connection: what was sent must not look like the whole. Fails if the client is gone. */
    void writeTo(OutputStream out) throws IOException;

    @Override
    default void close() {}
}
