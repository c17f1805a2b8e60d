package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final TrustedProxies PROXIES = TrustedProxies.of("10.0.0.0/8, 192.0.2.7,fd00::/8, 203.0.113.128/25");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.1 | 8.8.8.8                            | 198.51.100.1",
                "10.1.2.3     | ''                                 | 10.1.2.3",
                "10.1.2.3     | 8.8.8.8                            | 8.8.8.8",
                "10.1.2.3     | 1.1.1.1, 8.8.8.8                   | 8.8.8.8",
                "10.1.2.3     | 1.1.1.1, 8.8.8.8, 10.9.9.9,192.0.2.7 | 8.8.8.8",
                "10.1.2.3     | 10.4.4.4, 10.5.5.5                 | 10.4.4.4",
                "10.1.2.3     | 8.8.8.8:1234                       | 8.8.8.8",
                "10.1.2.3     | [2001:db8::1]:443                  | 2001:db8:0:0:0:0:0:1",
                "10.1.2.3     | 2001:db8::1                        | 2001:db8:0:0:0:0:0:1",
                "10.1.2.3     | ::ffff:8.8.8.8                     | 8.8.8.8",
                "10.1.2.3     | 8.8.8.8, unknown                   | 10.1.2.3",
                "10.1.2.3     | 8.8.8.8, unknown, 10.9.9.9         | 10.9.9.9",
                "10.1.2.3     | 8.8.8.8, 1.2.3                     | 10.1.2.3",
                "10.1.2.3     | 8.8.8.8, hub.example               | 10.1.2.3",
                "10.1.2.3     | 8.8.8.8, a:b                       | 10.1.2.3",
                "fd12::1      | 8.8.8.8                            | 8.8.8.8",
                "fe12::1      | 8.8.8.8                            | fe12:0:0:0:0:0:0:1",
                "fd12::1%eth0 | 8.8.8.8                            | 8.8.8.8",
                "fe80::1%eth0 | 8.8.8.8                            | fe80:0:0:0:0:0:0:1",
                "203.0.113.127 | 8.8.8.8                           | 203.0.113.127",
                "203.0.113.128 | 8.8.8.8                           | 8.8.8.8",
            })
    void findsTheRightMostClientThatNoProxyIs(String peer, String forwardedFor, String client) {
        var found = PROXIES.client(TrustedProxies.address(peer).orElseThrow(), List.of(forwardedFor));

        assertEquals(client, found.getHostAddress());
    }

    @Test
    void readsSeveralHeadersAsOneList() {
        var peer = TrustedProxies.address("10.0.0.1").orElseThrow();

        assertEquals(
                "8.8.8.8", PROXIES.client(peer, List.of("8.8.8.8", "10.2.2.2")).getHostAddress());
        assertEquals(
                "10.0.0.1", TrustedProxies.NONE.client(peer, List.of("8.8.8.8")).getHostAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0/8",
                "::/129",
                "hub.example",
                "10.0.0.1,,10.0.0.2",
                "10.0.0.0/-1",
                "1/8"
            })
    void refusesWhatIsNoNetwork(String list) {
        var refused = assertThrows(IllegalArgumentException.class, () -> TrustedProxies.of(list));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("query.trusted-proxies has '"), refused::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, c0000201",
        "::ffff:192.0.2.1, c0000201",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2:ffff::, 20010db800010002",
    })
    void countsAnIpv6ClientByItsNetwork(String address, String network) {
        var parsed = TrustedProxies.address(address).orElseThrow();

        assertEquals(network, HexFormat.of().formatHex(TrustedProxies.network(parsed)));
    }
}
