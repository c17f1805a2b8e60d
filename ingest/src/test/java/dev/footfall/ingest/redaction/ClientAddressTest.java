package dev.footfall.ingest.redaction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, c0000207",
        "::ffff:192.0.2.7, c0000207",
        "::FFFF:c000:207, c0000207",
        "0:0:0:0:0:ffff:192.0.2.7, c0000207",
        "255.255.255.255, ffffffff",
        "0.0.0.0, 00000000",
        "2001:db8::1, 20010db8000000000000000000000001",
        "2001:0DB8:0:0:0:0:0:1, 20010db8000000000000000000000001",
        "[2001:db8::1], 20010db8000000000000000000000001",
        "::1, 00000000000000000000000000000001",
        "::, 00000000000000000000000000000000",
        "fe80::1%eth0, fe800000000000000000000000000001",
    })
    void isTheSameHoweverAnAddressIsWritten(String literal, String hex) {
        assertEquals(hex, HexFormat.of().formatHex(ClientAddress.bytes(literal)));
    }

    @Test
    void ignoresTheCaseOfAHostName() {
        byte[] expected = "host-1.example.org".getBytes(StandardCharsets.US_ASCII);

        assertArrayEquals(expected, ClientAddress.bytes("Host-1.Example.ORG"));
        assertArrayEquals(expected, ClientAddress.bytes("host-1.example.org"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "192.0.2.256",
                "192.0.2.7:443",
                "192.0.2.7, 10.0.0.1",
                "xyz:1",
                "%a:b",
                ":",
                ":::",
                "1:2",
                "1%a:b",
                "2001:db8::1::2",
                "[2001:db8::1]:443",
                "g::1",
                "ünï.example",
                "a b",
                "192.0.2.7\n"
            })
    void refusesAnythingElseWithoutRepeatingIt(String text) {
        var failure = assertThrows(IllegalArgumentException.class, () -> ClientAddress.bytes(text));

        assertFalse(!text.isBlank()
                && text.length() > 2
                && String.valueOf(failure.getMessage()).contains(text));
        assertNull(failure.getCause());
    }
}
