package dev.footfall.queryapi.peers;

import java.io.IOException;
import java.io.OutputStream;

public interface PeerAnswer extends AutoCloseable {
    /** 200, 421 if none of the partitions of the query is here, 503 if none of them can be asked now. */
    int status();

    boolean isStreamed();

    /** A failure breaks the connection: a part must not look like the whole. Fails if the peer is gone. */
    void writeTo(OutputStream out) throws IOException;

    @Override
    void close();
}
