package dev.footfall.queryapi.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The proxies whose word about their clients is taken: addresses, and networks as {@code 10.0.0.0/8}. */
public record TrustedProxies(List<TrustedProxies.Network> networks) {
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private static final int MAX_HOPS = 32;
    private static final Pattern V4 = Pattern.compile(
            "((?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3})");
    private static final Pattern V4_WITH_PORT = Pattern.compile(V4 + "(?::\\d{1,5})?");
    private static final Pattern V6 = Pattern.compile("([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:%[\\w.-]+)?");
    private static final Pattern V6_WITH_PORT = Pattern.compile("\\[" + V6 + "](?::\\d{1,5})?");
    private static final int NETWORK_BYTES = 8;

    /** With commas; fails if one is neither an address nor a network; the message names it. */
    public static TrustedProxies of(String list) {
        var networks = new ArrayList<Network>();
        for (String item : list.split(",", -1)) {
            String text = item.strip();
            networks.add(Network.of(text)
                    .orElseThrow(() -> new IllegalArgumentException("query.trusted-proxies has '" + text
                            + "', allowed: addresses and networks such as 10.0.0.0/8 and fd00::/8, separated by "
                            + "commas")));
        }
        return new TrustedProxies(networks);
    }

    /** The right-most address, {@code peer} last, that is no trusted proxy's; what stands left of it is hearsay. */
    InetAddress client(InetAddress peer, List<String> forwardedFor) {
        if (forwardedFor.isEmpty() || !isTrusted(peer)) return peer;
        String[] hops = String.join(",", forwardedFor).split(",", -1);
        InetAddress client = peer;
        for (int i = hops.length - 1; i >= 0 && i >= hops.length - MAX_HOPS; i--) {
            Optional<InetAddress> hop = address(hops[i].strip());
            if (hop.isEmpty()) return client;
            client = hop.get();
            if (!isTrusted(client)) return client;
        }
        return client;
    }

    boolean isTrusted(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address.getAddress()));
    }

    record Network(InetAddress first, int bits) {
        static Optional<Network> of(String text) {
            int slash = text.indexOf('/');
            Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
            if (address.isEmpty()) return Optional.empty();
            int most = address.get().getAddress().length * Byte.SIZE;
            if (slash < 0) return Optional.of(new Network(address.get(), most));
            String length = text.substring(slash + 1);
            if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > most) return Optional.empty();
            return Optional.of(new Network(address.get(), Integer.parseInt(length)));
        }

        boolean contains(byte[] address) {
            byte[] mine = first.getAddress();
            if (mine.length != address.length) return false;
            int hostBits = mine.length * Byte.SIZE - bits;
            BigInteger difference = new BigInteger(1, mine).xor(new BigInteger(1, address));
            return difference.shiftRight(hostBits).signum() == 0;
        }
    }

    /** The 4 or 16 bytes of an address, whose port and zone are left out, an IPv6 one in brackets or not; v4-mapped is v4. */
    static Optional<InetAddress> address(String text) {
        for (Pattern form : new Pattern[] {V4_WITH_PORT, V6_WITH_PORT, V6}) {
            Matcher address = form.matcher(text);
            if (address.matches()) return literal(address.group(1));
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> literal(String address) {
        try {
            String bracketed =
                    address.indexOf(':') < 0 ? address : '[' + address + ']'; // what is not an address is no name
            return Optional.of(InetAddress.getByName(bracketed));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The network of one client, as far as can be told: an IPv4 address, or the /64 of one IPv6 client. */
    static byte[] network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? bytes : Arrays.copyOf(bytes, NETWORK_BYTES);
    }
}
