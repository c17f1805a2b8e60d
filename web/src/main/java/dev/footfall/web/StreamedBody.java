package dev.footfall.web;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A body that is made while it is sent, because it is too long to be held. Closed once, whether or not it was sent.
 */
public interface StreamedBody extends AutoCloseable {
    /**
     * Writes all of it. When this fails, the connection is broken: what was sent must not look like the whole.
     *
     * @throws IOException if the client is gone
     */
    void writeTo(OutputStream out) throws IOException;

    @Override
    void close();
}
