package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "github-actions",
                "aws.eu-west-1",
                "as64496",
                "1and1",
                "x",
                "cafe",
                "0x",
                "cloud_2026.11.20",
                "-a-"
            })
    void isAWordInSmallLetters(String name) {
        assertTrue(NetworkName.isValid(name), name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.7",
                "192.0.2.7.",
                "192-0-2-7",
                "192.0.2",
                "3221225991",
                "0xc0000207",
                "0xc0.0.2.0x7",
                "0300.0.2.07",
                "ec2-192-0-2-7.compute.example",
                "host_192.0.2.7",
                "192.0.2.0/24",
                "192.0.2.0_24",
                "2001:db8::7",
                "::1"
            })
    void isNoAddressHoweverItIsWritten(String address) {
        assertFalse(NetworkName.isValid(address), address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "GitHub", "a b", "ü", "a\n", "a\u0000", "a/b"})
    void hasNoOtherCharacters(String name) {
        assertFalse(NetworkName.isValid(name), name);
    }

    @Test
    void hasAtMost64Characters() {
        assertTrue(NetworkName.isValid("x".repeat(64)));
        assertFalse(NetworkName.isValid("x".repeat(65)));
    }
}
