package dev.footfall.queryapi.http;

import java.io.IOException;
import java.io.OutputStream;

/** An answer on its way to a client, who has to take each piece of {@link Limits#PIECE_BYTES} in time, or is cut off. */
final class Pieces extends OutputStream {
    private final OutputStream out;
    private final TimeLimit limit;
    private final Runnable cut;

    Pieces(OutputStream out, TimeLimit limit, Runnable cut) {
        this.out = out;
        this.limit = limit;
        this.cut = cut;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int written = 0; written < length; written += Limits.PIECE_BYTES) {
            TimeLimit.Turn turn = limit.begin(cut);
            try (turn) {
                out.write(bytes, offset + written, Math.min(Limits.PIECE_BYTES, length - written));
            }
        }
    }

    /** Sends what was written, such as to a client who waits for the first sign of a long answer. */
    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
