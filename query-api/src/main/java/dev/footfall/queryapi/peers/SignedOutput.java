package dev.footfall.queryapi.peers;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A streamed answer on its way to the peer that asked, in pieces, each with a signature: its length (4 bytes, big-endian), its
 * {@linkplain PeerSecret#signPiece signature} (32 bytes), its bytes. The last one is empty.
 */
public final class SignedOutput extends OutputStream {
    static final int PIECE_BYTES = 32 << 10;

    private final PeerSecret secret;
    private final PeerStamp question;
    private final DataOutputStream wire;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE_BYTES);
    private long number;

    public SignedOutput(PeerSecret secret, PeerStamp question, OutputStream wire) {
        this.secret = secret;
        this.question = question;
        this.wire = new DataOutputStream(wire);
    }

    @Override
    public void write(int b) throws IOException {
        piece.write(b);
        if (piece.size() == PIECE_BYTES) send();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int sent = 0; sent < length; ) {
            int size = Math.min(length - sent, PIECE_BYTES - piece.size());
            piece.write(bytes, offset + sent, size);
            sent += size;
            if (piece.size() == PIECE_BYTES) send();
        }
    }

    @Override
    public void flush() throws IOException {
        if (piece.size() > 0) send();
        wire.flush();
    }

    public void end() throws IOException {
        flush();
        send();
        wire.flush();
    }

    private void send() throws IOException {
        byte[] bytes = piece.toByteArray();
        piece.reset();
        wire.writeInt(bytes.length);
        wire.write(secret.signPiece(question, number++, bytes));
        wire.write(bytes);
    }
}
