package dev.footfall.queryapi.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthConfigTest {
    @Test
    void refusesTwoWaysToSignAtOnce() {
        String message = refusal(Optional.of(Tokens.SECRET), Optional.of(URI.create("https://hub.example/keys")));

        assertTrue(message.contains("auth.jwt-secret") && message.contains("auth.jwks-url"), message);
    }

    @Test
    void refusesAShortSecretWithoutRepeatingIt() {
        String message = refusal(Optional.of("hunter2"), Optional.empty());

        assertEquals("auth.jwt-secret has 7 bytes, allowed: 32 or more", message);
        assertFalse(Tokens.CONFIG.toString().contains(Tokens.SECRET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hub.example/keys",
                "http://10.0.0.1/keys",
                "http://127.0.0.1.example/keys",
                "http://localhost@hub.example/keys",
                "https://user:password@hub.example/keys",
                "ftp://localhost/keys",
                "file:///etc/passwd",
                "https:///keys",
                "keys"
            })
    void refusesKeysFromWhereAnybodyMayChangeThem(String url) {
        String message = refusal(Optional.empty(), Optional.of(URI.create(url)));

        assertTrue(message.startsWith("auth.jwks-url is not allowed"), message);
        assertFalse(message.contains("password@"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://hub.example/keys?x=1", "http://localhost:8080/k", "http://127.1.2.3/k", "http://[::1]/k"
            })
    void takesKeysFromSafePlaces(String url) {
        new AuthConfig(Optional.empty(), Optional.of(URI.create(url)), Optional.empty(), Optional.empty());
    }

    @Test
    void mintsNothingWithoutASecretAndNothingForNobody() {
        var none = assertThrows(IllegalArgumentException.class, () -> new TokenMint(Tokens.NO_KEYS, Tokens.CLOCK));
        var mint = new TokenMint(Tokens.CONFIG, Tokens.CLOCK);

        assertTrue(String.valueOf(none.getMessage()).startsWith("auth.jwt-secret is not set"), none::toString);
        assertThrows(IllegalArgumentException.class, () -> mint.mint(Caller.ANONYMOUS, Duration.ofHours(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> mint.mint(new Caller(Optional.of("a".repeat(257)), Set.of(), false), Duration.ofHours(1)));
    }

    private static String refusal(Optional<String> secret, Optional<URI> url) {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> new AuthConfig(secret, url, Optional.empty(), Optional.empty()));
        return String.valueOf(refused.getMessage());
    }
}
