package dev.footfall.ingest.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of a client's address that is hashed: one for each address, however it is written. Never looks one up. */
public final class ClientAddress {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 =
            Pattern.compile("\\[?([0-9A-Fa-f:][0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)(?:%[^\\]]*)?]?");
    private static final Pattern HOST_NAME = Pattern.compile("(?=[._-]*[A-Za-z0-9])[A-Za-z0-9._-]{1,253}");

    private ClientAddress() {}

    /** A literal's bytes, or a host name in lower case; fails if it is neither; the message does not repeat it. */
    public static byte[] bytes(String address) {
        Optional<byte[]> literal = literal(address);
        if (literal.isPresent()) return literal.get();
        if (isHostName(address)) return address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        throw new IllegalArgumentException("not an IP address or a host name");
    }

    public static boolean isOne(String address) {
        return literal(address).isPresent() || isHostName(address);
    }

    private static boolean isHostName(String address) {
        return HOST_NAME.matcher(address).matches() && !IPV4.matcher(address).matches();
    }

    /** 4 bytes of IPv4 (also mapped into IPv6), 16 of IPv6; empty for a host name, and for what is not an address. */
    public static Optional<byte[]> literal(String address) {
        if (address.indexOf(':') >= 0) return ipv6(address);
        return IPV4.matcher(address).matches() ? ipv4(address) : Optional.empty();
    }

    private static Optional<byte[]> ipv4(String literal) {
        var bytes = new byte[4];
        String[] parts = literal.split("\\.", -1);
        for (int i = 0; i < bytes.length; i++) {
            int part = Integer.parseInt(parts[i]);
            if (part > 255) return Optional.empty();
            bytes[i] = (byte) part;
        }
        return Optional.of(bytes);
    }

    private static Optional<byte[]> ipv6(String literal) {
        Matcher match = IPV6.matcher(literal);
        if (!match.matches()) return Optional.empty();
        String address = match.group(1);
        return Ipv6Literal.bytes(address, 0, address.length());
    }
}
