package dev.footfall.ingest;

import dev.footfall.events.Sha256;
import dev.footfall.events.VisitorId;
import dev.footfall.ingest.redaction.ClientAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** The key that makes addresses visitors and lines ids, so neither is guessed back. A new one counts all as new. */
public final class VisitorSecret implements VisitorKeys {
    public static final int MIN_BYTES = 32;

    private static final int HASH_BYTES = 16;

    /** Begins no address that anybody has, and no source. */
    private static final byte[] KEY_PURPOSE = "\0visitor-key\0".getBytes(StandardCharsets.US_ASCII);

    private final ThreadLocal<Mac> macs;

    public VisitorSecret(byte[] secret) {
        if (secret.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "ingest.visitor-secret has " + secret.length + " bytes, at least " + MIN_BYTES + " are needed");
        }
        byte[] key = secret.clone();
        this.macs = ThreadLocal.withInitial(() -> Sha256.keyed(key));
    }

    /** HMAC-SHA256(secret, address ‖ 0x00 ‖ user agent), first 16 bytes; a missing agent and "-" are "". */
    public VisitorId visitor(String address, @Nullable String userAgent) {
        String agent = userAgent == null || userAgent.equals("-") ? "" : userAgent;
        Mac mac = macs.get();
        mac.update(ClientAddress.bytes(address));
        mac.update((byte) 0);
        mac.update(agent.getBytes(StandardCharsets.UTF_8));
        return VisitorId.anonymous(hex(mac));
    }

    @Override
    public VisitorSecret at(Instant time) {
        return this;
    }

    /** Nobody has it who lacks one of the two. */
    public VisitorSecret with(byte[] key) {
        Mac mac = macs.get();
        mac.update(KEY_PURPOSE);
        return new VisitorSecret(mac.doFinal(key));
    }

    /** HMAC-SHA256(secret, source ‖ 0x00 ‖ line ‖ 0x00 ‖ n), first 16 bytes as hexadecimal digits. */
    public String lineId(String source, byte[] line, long equalLinesBefore) {
        byte[] head = source.getBytes(StandardCharsets.UTF_8);
        byte[] tail = Long.toString(equalLinesBefore).getBytes(StandardCharsets.US_ASCII);
        byte[] text = Arrays.copyOf(head, head.length + line.length + tail.length + 2);
        System.arraycopy(line, 0, text, head.length + 1, line.length);
        System.arraycopy(tail, 0, text, text.length - tail.length, tail.length);
        Mac mac = macs.get();
        mac.update(text);
        return hex(mac);
    }

    private static String hex(Mac mac) {
        return HexFormat.of().formatHex(mac.doFinal(), 0, HASH_BYTES);
    }
}
