package dev.footfall.ingest;

import dev.footfall.events.VisitorId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The key that makes addresses visitors and lines ids, so neither is guessed back. A new one counts all as new. */
public final class VisitorSecret implements VisitorKeys {
    public static final int MIN_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int HASH_BYTES = 16;

    /** Begins no address that anybody has, and no source. */
    private static final byte[] KEY_PURPOSE = "\0visitor-key\0".getBytes(StandardCharsets.US_ASCII);

    private final ThreadLocal<Mac> macs;

    public VisitorSecret(byte[] secret) {
        if (secret.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "ingest.visitor-secret has " + secret.length + " bytes, at least " + MIN_BYTES + " are needed");
        }
        var key = new SecretKeySpec(secret, ALGORITHM);
        this.macs = ThreadLocal.withInitial(() -> mac(key));
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

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The form of a client's address that is hashed: one for each address, however it is written. Never looks one up. */
    static final class ClientAddress {
        private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
        private static final Pattern IPV6 =
                Pattern.compile("\\[?([0-9A-Fa-f:][0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)(?:%[^\\]]*)?]?");
        private static final Pattern HOST_NAME = Pattern.compile("(?=[._-]*[A-Za-z0-9])[A-Za-z0-9._-]{1,253}");

        private ClientAddress() {}

        /**
         * 4 bytes of an IPv4 literal (also one mapped into IPv6), 16 of an IPv6 literal, or a host name in lower case;
         * fails if it is none of these; the message does not repeat it.
         */
        static byte[] bytes(String address) {
            if (IPV4.matcher(address).matches()) return ipv4(address);
            if (address.indexOf(':') >= 0) return ipv6(address);
            if (HOST_NAME.matcher(address).matches()) {
                return address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
            }
            throw new IllegalArgumentException("not an IP address or a host name");
        }

        /** Empty for a host name, and for what is no address. */
        static Optional<byte[]> literal(String address) {
            boolean isLiteral = IPV4.matcher(address).matches() || address.indexOf(':') >= 0;
            try {
                return isLiteral ? Optional.of(bytes(address)) : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private static byte[] ipv4(String literal) {
            var bytes = new byte[4];
            String[] parts = literal.split("\\.", -1);
            for (int i = 0; i < bytes.length; i++) {
                int part = Integer.parseInt(parts[i]);
                if (part > 255) throw new IllegalArgumentException("not an IPv4 address");
                bytes[i] = (byte) part;
            }
            return bytes;
        }

        /** {@link InetAddress#getByName} reads what starts like a literal and has a colon, or refuses it: no look-up. */
        private static byte[] ipv6(String literal) {
            Matcher match = IPV6.matcher(literal);
            if (!match.matches()) throw new IllegalArgumentException("not an IPv6 address");
            try {
                return InetAddress.getByName(match.group(1)).getAddress();
            } catch (UnknownHostException e) { // its message is the address: neither kept nor passed on
                throw new IllegalArgumentException("not an IPv6 address");
            }
        }
    }
}
