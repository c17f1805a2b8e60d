package dev.footfall.queryapi.peers;

import dev.footfall.events.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a node belongs to the cluster ({@code peers.secret}). It never goes over the wire: each question is
 * signed with it, and so is each answer.
 */
public final class PeerSecret {
    public static final int MIN_BYTES = 32;

    static final int SIGNATURE_BYTES = 32;

    private final byte[] key;

    public PeerSecret(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "peers.secret has " + bytes.length + " bytes, allowed: " + MIN_BYTES + " or more");
        }
        this.key = bytes;
    }

    public String sign(PeerStamp question) {
        return mac("question " + PeerProtocol.PATH + " " + question);
    }

    /** Takes as long for any wrong signature. */
    public boolean hasSigned(PeerStamp question, @Nullable String signature) {
        return isSame(sign(question), signature);
    }

    /** In hex. {@code body}: the whole answer; empty for a streamed one, signed in {@linkplain SignedOutput pieces}. */
    public String signAnswer(PeerStamp question, int status, byte[] body) {
        return mac("answer " + question.nonce() + " " + status + " " + PeerStamp.digest(body));
    }

    boolean hasSignedAnswer(PeerStamp question, int status, byte[] body, @Nullable String signature) {
        return isSame(signAnswer(question, status, body), signature);
    }

    /** The pieces are numbered from 0. */
    byte[] signPiece(PeerStamp question, long number, byte[] bytes) {
        return hmac(("piece " + question.nonce() + " " + number + " ").getBytes(StandardCharsets.UTF_8), bytes);
    }

    boolean hasSignedPiece(PeerStamp question, long number, byte[] bytes, byte[] signature) {
        return MessageDigest.isEqual(signPiece(question, number, bytes), signature);
    }

    private static boolean isSame(String expected, @Nullable String given) {
        byte[] other = given == null ? new byte[0] : given.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), other);
    }

    private String mac(String text) {
        return HexFormat.of().formatHex(hmac(text.getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] hmac(byte[]... parts) {
        Mac mac = Sha256.keyed(key);
        for (byte[] part : parts) mac.update(part);
        return mac.doFinal();
    }

    @Override
    public String toString() {
        return "PeerSecret";
    }
}
