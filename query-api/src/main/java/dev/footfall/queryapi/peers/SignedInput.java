package dev.footfall.queryapi.peers;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A streamed answer of a peer as {@link SignedOutput} writes it. A piece is read when it is whole, and its signature right. */
final class SignedInput extends InputStream {
    private final PeerSecret secret;
    private final PeerStamp question;
    private final DataInputStream wire;
    private ByteArrayInputStream piece = new ByteArrayInputStream(new byte[0]);
    private long number;
    private boolean isOver;

    SignedInput(PeerSecret secret, PeerStamp question, InputStream wire) {
        this.secret = secret;
        this.question = question;
        this.wire = new DataInputStream(wire);
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : piece.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) return 0;
        return isAtEnd() ? -1 : piece.read(target, offset, length);
    }

    private boolean isAtEnd() throws IOException {
        if (!isOver && piece.available() == 0) next();
        return isOver;
    }

    private void next() throws IOException {
        int length = wire.readInt();
        if (length < 0 || length > SignedOutput.PIECE_BYTES) throw new IOException("a piece of " + length + " bytes");
        byte[] signature = wire.readNBytes(PeerSecret.SIGNATURE_BYTES);
        byte[] bytes = wire.readNBytes(length);
        if (!secret.hasSignedPiece(question, number++, bytes, signature)) {
            throw new IOException("the peer's answer broke off, or was changed on its way");
        }
        piece = new ByteArrayInputStream(bytes);
        isOver = length == 0;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
