package dev.footfall.queryapi.peers;

import dev.footfall.events.Sha256;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a question unique, and its signature worthless for any other; goes before the question, in a header.
 *
 * @param time by the asking node's clock, millisecond precision
 * @param nonce 32 hexadecimal digits that no other question has
 * @param digest SHA-256 of the question, in hex
 */
public record PeerStamp(Instant time, String nonce, String digest) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 16;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,15}) ([0-9a-f]{32}) ([0-9a-f]{64})");

    public static PeerStamp of(byte[] question, Instant now) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return new PeerStamp(now, HexFormat.of().formatHex(nonce), digest(question));
    }

    public static Optional<PeerStamp> parse(String text) {
        Matcher stamp = TEXT.matcher(text);
        if (!stamp.matches()) return Optional.empty();
        Instant time = Instant.ofEpochMilli(Long.parseLong(stamp.group(1)));
        return Optional.of(new PeerStamp(time, stamp.group(2), stamp.group(3)));
    }

    public boolean isOf(byte[] question) {
        return digest.equals(digest(question));
    }

    static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.begin().digest(bytes));
    }

    @Override
    public String toString() {
        return time.toEpochMilli() + " " + nonce + " " + digest;
    }
}
