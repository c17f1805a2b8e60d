package dev.footfall.queryapi.http.admission;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reading of IP addresses as text. Never looks a name up. */
final class IpAddress {
    private static final Pattern V4 = Pattern.compile(
            "((?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3})");
    private static final Pattern V4_WITH_PORT = Pattern.compile(V4 + "(?::\\d{1,5})?");
    private static final Pattern V6 = Pattern.compile("([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)");
    private static final Pattern V6_WITH_PORT = Pattern.compile("\\[" + V6 + "](?::\\d{1,5})?");
    private static final int NETWORK_BYTES = 8;

    private IpAddress() {}

    /** The 4 or 16 bytes of an address, with or without a port, an IPv6 one in brackets or not; v4-mapped is v4. */
    static Optional<InetAddress> parse(String text) {
        for (Pattern form : new Pattern[] {V4_WITH_PORT, V6_WITH_PORT, V6}) {
            Matcher address = form.matcher(text);
            if (address.matches()) return literal(address.group(1));
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> literal(String address) {
        try {
            String bracketed =
                    address.indexOf(':') < 0 ? address : '[' + address + ']'; // what is no address is no name
            return Optional.of(InetAddress.getByName(bracketed));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * The network of one client, as far as that can be told: an IPv4 address, or the /64 that one IPv6 client has to
     * itself.
     */
    static byte[] network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? bytes : Arrays.copyOf(bytes, NETWORK_BYTES);
    }
}
