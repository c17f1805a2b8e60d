package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.RowCursor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rows of a peer's partitions while they come in. Behind the last one it says that it was, and how many there were: a
 * stream that ends otherwise was broken off.
 */
final class RowStream implements RowCursor {
    private static final Form<Boolean> HERE = Forms.TRUTH;
    private static final boolean ROW = true;
    private static final boolean END = false;
    private static final int BUFFER_BYTES = 32 << 10;

    private final DataInputStream in;
    private final Map<Integer, Said<Boolean>> partitions;
    private Optional<RepositoryRow> ahead = Optional.empty();
    private boolean isAtEnd;
    private long read;

    /** A peer stopped in the middle, or said what cannot be read. */
    static final class BrokenOff extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenOff(Exception cause) {
            super("a peer's rows broke off", cause);
        }
    }

    /**
     * The stream that a peer sends.
     *
     * @param asked for which partitions
     * @throws IllegalArgumentException if it is none
     */
    RowStream(InputStream body, Set<Integer> asked) throws IOException {
        this.in = new DataInputStream(new BufferedInputStream(body, BUFFER_BYTES));
        this.partitions = Said.read(asked, HERE, in);
    }

    /** Sends rows: which partitions they are of, at once; then the rows, and the end. */
    static void write(Map<Integer, Said<RowCursor>> answers, RowMerge rows, OutputStream body) throws IOException {
        var out = new DataOutputStream(new BufferedOutputStream(body, BUFFER_BYTES));
        Map<Integer, Said<Boolean>> head = new TreeMap<>();
        answers.forEach((partition, answer) ->
                head.put(partition, new Said<>(Reads.map(answer.read(), any -> true), answer.isStandby())));
        Said.write(head, HERE, out);
        out.flush();
        rows.begun();
        long written = 0;
        for (; rows.hasNext(); written++) {
            out.writeBoolean(ROW);
            Forms.ROW.write(rows.next(), out);
        }
        out.writeBoolean(END);
        out.writeLong(written);
        out.flush();
    }

    /** What the peer said of each partition that it spoke of; the rows of those that are found follow. */
    Map<Integer, Said<Boolean>> partitions() {
        return partitions;
    }

    @Override
    public boolean hasNext() {
        if (ahead.isPresent()) return true;
        if (isAtEnd) return false;
        try {
            if (in.readBoolean() == ROW) {
                ahead = Optional.of(Forms.ROW.read(in));
                read++;
                return true;
            }
            if (in.readLong() != read) throw new IOException("another number of rows");
            isAtEnd = true;
            return false;
        } catch (IOException | IllegalArgumentException e) {
            throw new BrokenOff(e);
        }
    }

    @Override
    public RepositoryRow next() {
        if (!hasNext()) throw new NoSuchElementException();
        RepositoryRow row = ahead.orElseThrow();
        ahead = Optional.empty();
        return row;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new BrokenOff(e);
        }
    }
}
