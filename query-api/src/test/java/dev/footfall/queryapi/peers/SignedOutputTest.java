package dev.footfall.queryapi.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.queryapi.peers.HttpPeers.SignedInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Streamed answers, as they were sent and as somebody on the way may leave them. */
class SignedOutputTest {
    private static final int HEAD_BYTES = 4 + PeerSecret.SIGNATURE_BYTES;
    private static final int PIECE = HEAD_BYTES + SignedOutput.PIECE_BYTES;
    private static final PeerSecret SECRET = new PeerSecret("0123456789abcdef0123456789abcdef");
    private static final PeerStamp QUESTION = PeerStamp.of(new byte[] {1}, Instant.EPOCH);

    private final byte[] answer = new byte[3 * SignedOutput.PIECE_BYTES + 17];
    private final byte[] wire;

    SignedOutputTest() throws IOException {
        new Random(7).nextBytes(answer);
        var bytes = new ByteArrayOutputStream();
        var out = new SignedOutput(SECRET, QUESTION, bytes);
        out.write(answer[0]);
        out.write(answer, 1, answer.length - 1);
        out.end();
        wire = bytes.toByteArray();
    }

    private static byte[] read(PeerStamp question, byte[] wire) throws IOException {
        return new SignedInput(SECRET, question, new ByteArrayInputStream(wire)).readAllBytes();
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        assertArrayEquals(answer, read(QUESTION, wire));
    }

    @Test
    void isRefusedWhereAByteIsAnother() {
        for (int at : new int[] {0, 5, HEAD_BYTES + 100, PIECE + HEAD_BYTES, wire.length - 1}) {
            byte[] changed = wire.clone();
            changed[at] ^= 1;
            assertThrows(IOException.class, () -> read(QUESTION, changed), "at " + at);
        }
    }

    @Test
    void isRefusedWherePiecesAreMissingOrInAnotherOrder() {
        byte[] withoutFirst = Arrays.copyOfRange(wire, PIECE, wire.length);
        byte[] cut = Arrays.copyOf(wire, 2 * PIECE);
        byte[] swapped = wire.clone();
        System.arraycopy(wire, 0, swapped, PIECE, PIECE);
        System.arraycopy(wire, PIECE, swapped, 0, PIECE);

        for (byte[] changed : new byte[][] {withoutFirst, cut, swapped}) {
            assertThrows(IOException.class, () -> read(QUESTION, changed));
        }
    }

    @Test
    void answersNoOtherQuestion() {
        assertThrows(IOException.class, () -> read(PeerStamp.of(new byte[] {1}, Instant.EPOCH), wire));
    }
}
