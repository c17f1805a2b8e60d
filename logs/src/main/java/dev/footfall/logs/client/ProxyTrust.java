package dev.footfall.logs.client;

import dev.footfall.ingest.AddressNetwork;
import dev.footfall.ingest.redaction.ClientAddress;
import dev.footfall.logs.client.ChosenClient.Voucher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose lists of clients are used, as {@code ingest.trusted-proxies} names them, and the rule by which a
 * request's client is chosen. Where none are named, connections from networks in which no client of a public hub is are
 * taken for proxies'. Immutable.
 */
public final class ProxyTrust {
    /** The word for loopback, private, link-local and unique-local networks. */
    public static final String PRIVATE = "private";

    private static final List<AddressNetwork> PRIVATE_NETWORKS = Stream.of(
                    "127.0.0.0/8",
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "169.254.0.0/16",
                    "::1",
                    "fe80::/10",
                    "fc00::/7")
            .map(text -> AddressNetwork.of(text).orElseThrow())
            .toList();

    public static final ProxyTrust UNSET = new ProxyTrust(List.of(), PRIVATE_NETWORKS);

    private final List<String> named;
    private final List<AddressNetwork> proxies;
    private final boolean isSet;

    private ProxyTrust(List<String> named, List<AddressNetwork> proxies) {
        this.named = named.stream().distinct().sorted().toList();
        this.proxies = List.copyOf(proxies);
        this.isSet = !named.isEmpty();
    }

    /** None: not set. Fails if one is neither an address, a network nor {@value #PRIVATE}; the message names it. */
    public static ProxyTrust of(List<String> named) {
        if (named.isEmpty()) return UNSET;
        var networks = new ArrayList<AddressNetwork>();
        for (String name : named) {
            if (name.equals(PRIVATE)) networks.addAll(PRIVATE_NETWORKS);
            else networks.add(AddressNetwork.of(name).orElseThrow(() -> notOne(name)));
        }
        return new ProxyTrust(named, networks);
    }

    private static IllegalArgumentException notOne(String name) {
        return new IllegalArgumentException("has '" + name + "', allowed: addresses, networks such as 10.0.0.0/8 and "
                + "fd00::/8, and private, separated by commas");
    }

    /** The value of the setting, in one order; none where it is not set. */
    public List<String> named() {
        return named;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProxyTrust trust && trust.named.equals(named);
    }

    @Override
    public int hashCode() {
        return named.hashCode();
    }

    /** As a setting has it, for a sentence. */
    @Override
    public String toString() {
        return isSet ? String.join(",", named) : "not set";
    }

    /** Of lists that came with a connection to this program: the nearest proxy wrote their last address, which holds where none is named. */
    public ProxyTrust ofOwnConnections() {
        return isSet ? this : of(List.of(PRIVATE));
    }

    public static boolean isPublic(String address) {
        return ClientAddress.literal(address)
                .filter(bytes -> !isIn(PRIVATE_NETWORKS, bytes))
                .isPresent();
    }

    /** A name has no address, and is a proxy's where there is a list: the list knows more. */
    boolean isProxy(String connection) {
        return ClientAddress.literal(connection)
                .map(bytes -> isIn(proxies, bytes))
                .orElse(true);
    }

    private static boolean isIn(List<AddressNetwork> networks, byte[] address) {
        for (AddressNetwork network : networks) {
            if (network.contains(address)) return true;
        }
        return false;
    }

    /** The client that a proxy's list names; {@code connection}, which is the proxy's, where it names none. */
    ChosenClient ofList(String connection, String list) {
        List<String> hops = AddressList.of(list).addresses();
        if (hops.isEmpty()) return new ChosenClient(connection, Voucher.UNREADABLE_LIST, "");
        String nearest = hops.size() > 1 ? hops.get(hops.size() - 1) : "";
        return isSet
                ? new ChosenClient(rightMostOfOthers(hops), Voucher.NAMED_PROXY, nearest)
                : new ChosenClient(leftMostPublic(hops), Voucher.NOBODY, nearest);
    }

    private String rightMostOfOthers(List<String> hops) {
        for (int i = hops.size() - 1; i > 0; i--) {
            if (!isProxy(hops.get(i))) return hops.get(i);
        }
        return hops.get(0);
    }

    private static String leftMostPublic(List<String> hops) {
        return hops.stream().filter(ProxyTrust::isPublic).findFirst().orElse(hops.get(0));
    }
}
