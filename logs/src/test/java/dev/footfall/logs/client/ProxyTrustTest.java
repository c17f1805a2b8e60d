package dev.footfall.logs.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.logs.client.ChosenClient.Voucher;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTrustTest {
    private static final ProxyTrust NAMED = ProxyTrust.of(List.of("private", "198.51.100.0/24", "2001:db8:ee::/48"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 192.0.2.1 | 203.0.113.9",
                "198.51.100.7 | 192.0.2.1 | 198.51.100.7",
                "10.0.0.5 | 192.0.2.1 | 192.0.2.1",
                "127.0.0.1 | 192.0.2.1, 198.51.100.7 | 192.0.2.1",
                "::1 | 10.1.2.3, 192.0.2.1, 198.51.100.7 | 192.0.2.1",
                "fd00::5 | 10.1.2.3, 10.1.2.4 | 10.1.2.3",
                "fe80::1%eth0 | unknown, 192.0.2.1 | 192.0.2.1",
                "172.31.0.1 | unknown | 172.31.0.1",
                "169.254.1.1 | _hidden, - | 169.254.1.1",
                "::ffff:192.168.0.1 | 2001:db8::7 | 2001:db8::7",
                "lb.example.org | 192.0.2.1 | 192.0.2.1",
                "lb.example.org | unknown | lb.example.org",
                "'' | 192.0.2.1 | 192.0.2.1",
                "192.0.2.1, 10.0.0.5 | '' | 192.0.2.1",
            })
    void takesTheLeftMostPublicAddressWhereNoProxiesAreNamed(String connection, String list, String client) {
        assertEquals(client, chosen(ProxyTrust.UNSET, connection, list).address());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 192.0.2.1 | 203.0.113.9",
                "198.51.100.7 | 192.0.2.1 | 192.0.2.1",
                "10.0.0.5 | 192.0.2.66, 192.0.2.1 | 192.0.2.1",
                "10.0.0.5 | 192.0.2.66, 192.0.2.1, 198.51.100.7, 10.0.0.9 | 192.0.2.1",
                "10.0.0.5 | 192.0.2.1, unknown, 10.0.0.9 | 192.0.2.1",
                "10.0.0.5 | 10.1.2.3, 10.0.0.9 | 10.1.2.3",
                "2001:db8:ee::1 | 2001:db8:1::7, 2001:db8:ee:1::1 | 2001:db8:1::7",
                "10.0.0.5 | unknown | 10.0.0.5",
                "192.0.2.1, 10.0.0.5 | '' | 192.0.2.1",
            })
    void takesTheRightMostAddressThatNoNamedProxyHas(String connection, String list, String client) {
        assertEquals(client, chosen(NAMED, connection, list).address());
    }

    @Test
    void namedProxiesReplaceThePrivateNetworks() {
        ProxyTrust one = ProxyTrust.of(List.of("198.51.100.7"));

        assertEquals("10.0.0.5", chosen(one, "10.0.0.5", "192.0.2.1").address());
        assertEquals(
                "10.0.0.5", chosen(one, "198.51.100.7", "192.0.2.1, 10.0.0.5").address());
    }

    @Test
    void saysWhatVouchesForAClient() {
        assertEquals(
                Voucher.CONNECTION, chosen(NAMED, "203.0.113.9", "192.0.2.1").voucher());
        assertEquals(Voucher.NAMED_PROXY, chosen(NAMED, "10.0.0.5", "192.0.2.1").voucher());
        assertEquals(
                Voucher.NOBODY,
                chosen(ProxyTrust.UNSET, "10.0.0.5", "192.0.2.1").voucher());
        assertEquals(
                Voucher.UNREADABLE_LIST, chosen(NAMED, "10.0.0.5", "unknown").voucher());
        assertEquals(
                "198.51.100.7",
                chosen(NAMED, "10.0.0.5", "192.0.2.1, 198.51.100.7").nearest());
        assertEquals("", chosen(NAMED, "10.0.0.5", "192.0.2.1").nearest(), "it may be the client's own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1:4711",
                "[2001:db8::7]",
                "[2001:db8::7]:4711",
                "\"192.0.2.1\"",
                "(192.0.2.1)",
                "for=192.0.2.1",
                "For=\"[2001:db8::7]:4711\"",
                "for=192.0.2.1;proto=https;by=203.0.113.43",
                "proto=http; for=192.0.2.1, for=198.51.100.17",
                "192.0.2.1,198.51.100.17",
            })
    void readsAddressesAsProxiesWriteThem(String list) {
        String client = chosen(ProxyTrust.UNSET, "10.0.0.5", list).address();

        assertEquals(list.contains("2001") ? "2001:db8::7" : "192.0.2.1", client);
        assertTrue(AddressList.isOne(list));
    }

    @Test
    void addressesWithBlanksBetweenThemAreAListOnlyWhereOneIsNamed() {
        assertEquals(
                List.of("192.0.2.1", "198.51.100.17"),
                AddressList.of("192.0.2.1 198.51.100.17").addresses());
        assertFalse(AddressList.isOne("192.0.2.1 198.51.100.17"));
        assertFalse(AddressList.isOne("192.0.2.1 - -"));
        assertFalse(AddressList.isOne("192.0.2.1, alice"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "unknown", "alice", "files.example.org", "1.2.3", "0.004", "12:30", "300.1.2.3", "a=b"})
    void takesNothingElseForAList(String text) {
        assertTrue(AddressList.of(text).addresses().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "hub", "10.0.0", "fd00::/129", "::ffff:10.0.0.0/90", "10.0.0.0/", "Private"})
    void refusesAProxyThatIsNone(String name) {
        var refused = assertThrows(IllegalArgumentException.class, () -> ProxyTrust.of(List.of("10.0.0.1", name)));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("has '" + name + "', allowed: "), refused::toString);
    }

    private static ChosenClient chosen(ProxyTrust trust, String connection, String list) {
        var chooser = new ClientChooser(trust);
        ChosenClient first = chooser.choose(connection, list);
        assertEquals(first, chooser.choose(connection, list), "remembered");
        return first;
    }
}
