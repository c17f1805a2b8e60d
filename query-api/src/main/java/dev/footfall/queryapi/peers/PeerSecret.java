package dev.footfall.queryapi.peers;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a node belongs to the cluster ({@code peers.secret}). It never goes over the wire: each question is
 * signed with it, and so is each answer.
 */
public final class PeerSecret {
    /** A shorter one is easier to guess than the hash that it keys. */
    public static final int MIN_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * This secret.
     *
     * @throws IllegalArgumentException if it is too short
     */
    public PeerSecret(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "peers.secret has " + bytes.length + " bytes, allowed: " + MIN_BYTES + " or more");
        }
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** The signature of a question, in hex. */
    public String sign(PeerStamp question) {
        return mac("question " + PeerProtocol.PATH + " " + question);
    }

    /** True if a question was signed by somebody who has the secret; takes as long for any wrong signature. */
    public boolean hasSigned(PeerStamp question, @Nullable String signature) {
        return isSame(sign(question), signature);
    }

    /**
     * The signature of an answer, in hex.
     *
     * @param body the whole of it; empty for one that is streamed, of which the status alone is signed
     */
    public String signAnswer(PeerStamp question, int status, byte[] body) {
        return mac("answer " + question.nonce() + " " + status + " " + PeerStamp.digest(body));
    }

    /** True if somebody who has the secret signed this answer to this question. */
    boolean hasSignedAnswer(PeerStamp question, int status, byte[] body, @Nullable String signature) {
        return isSame(signAnswer(question, status, body), signature);
    }

    private static boolean isSame(String expected, @Nullable String given) {
        byte[] other = given == null ? new byte[0] : given.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), other);
    }

    private String mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "PeerSecret";
    }
}
