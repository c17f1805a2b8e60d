package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorIdTest {
    private static final String HASH = "5f0c0123456789abcdef0123456789ab";

    @Test
    void keepsAUserApartFromAHashOfTheSameText() {
        assertNotEquals(VisitorId.user(HASH), VisitorId.anonymous(HASH));
    }

    @Test
    void boundsAUserAtTwoHundredFiftySixCharacters() {
        String longest = "\uD83D\uDE00".repeat(256);

        assertEquals(longest, VisitorId.user(longest).value());
        assertFalse(VisitorId.isUser(longest + "x"));
        assertFalse(VisitorId.isUser(""));
        assertFalse(VisitorId.isUser("\uD83D"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5f0c",
                "5F0C0123456789ABCDEF0123456789AB",
                "5f0c0123456789abcdef0123456789ab0",
                "203.0.113.77 is no visitor hash.."
            })
    void refusesWhatIsNoHashWithoutRepeatingIt(String text) {
        var failure = assertThrows(IllegalArgumentException.class, () -> VisitorId.anonymous(text));

        assertEquals("not a visitor hash", failure.getMessage());
    }
}
