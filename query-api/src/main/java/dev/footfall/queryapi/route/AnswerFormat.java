package dev.footfall.queryapi.route;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;

/** The form in which a node sends the results of its partitions to another one. */
interface AnswerFormat<T> {
    /** True if an answer is read while it comes in. */
    boolean isStreamed();

    /** Writes the results of a query by their partitions. */
    void write(PartitionQuery<T> query, Map<Integer, PartitionResult<T>> results, OutputStream out) throws IOException;

    /**
     * Reads results; closes the body, unless a result goes on reading from it.
     *
     * @param asked the partitions that may be in it, each at most once
     * @throws IOException if the bytes are no answer to that
     */
    Map<Integer, PartitionResult<T>> read(Set<Integer> asked, InputStream body) throws IOException;
}
