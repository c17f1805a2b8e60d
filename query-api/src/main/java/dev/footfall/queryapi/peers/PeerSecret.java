package dev.footfall.queryapi.peers;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the nodes of a cluster prove themselves with ({@code peers.secret}). It never goes over the wire: each question is
 * signed with it, and so is what the question says of the caller.
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
    public String sign(byte[] question) {
        return HexFormat.of().formatHex(mac(question));
    }

    /** Whether a question was signed by somebody who has the secret; takes as long for any wrong signature. */
    public boolean hasSigned(byte[] question, Optional<String> signature) {
        byte[] given = signature.orElse("").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(sign(question).getBytes(StandardCharsets.UTF_8), given);
    }

    private byte[] mac(byte[] question) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(PeerProtocol.PATH.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(question);
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
