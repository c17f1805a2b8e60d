package dev.footfall.ingest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of a client's address that is hashed: one for each address, however it is written. Never looks one up. */
final class ClientAddress {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 =
            Pattern.compile("\\[?([0-9A-Fa-f:][0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)(?:%[^\\]]*)?]?");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}");

    private ClientAddress() {}

    /**
     * 4 bytes of an IPv4 literal (also one mapped into IPv6), 16 of an IPv6 literal, or a host name in lower case.
     *
     * @throws IllegalArgumentException if it is none of these; the message does not repeat it
     */
    static byte[] bytes(String address) {
        if (IPV4.matcher(address).matches()) return ipv4(address);
        if (address.indexOf(':') >= 0) return ipv6(address);
        if (HOST_NAME.matcher(address).matches()) {
            return address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        }
        throw new IllegalArgumentException("not an IP address or a host name");
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
