package dev.footfall.queryapi.auth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** With neither a secret nor a JWKS URL every caller is anonymous. An empty issuer or audience is any. */
public record AuthConfig(
        Optional<String> jwtSecret, Optional<URI> jwksUrl, Optional<String> issuer, Optional<String> audience) {
    /** A shorter secret is easier to guess than the hash that it keys (RFC 7518, 3.2). */
    public static final int MIN_SECRET_BYTES = 32;

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    public AuthConfig {
        if (jwtSecret.isPresent() && jwksUrl.isPresent()) {
            throw new IllegalArgumentException("auth.jwt-secret and auth.jwks-url are both set: set only the one that "
                    + "signs your tokens, because the other one would accept different tokens");
        }
        jwtSecret.map(secret -> secret.getBytes(StandardCharsets.UTF_8).length).ifPresent(AuthConfig::requireLength);
        jwksUrl.ifPresent(url -> requireSafe("auth.jwks-url", url));
    }

    @Override
    public String toString() {
        String keys =
                jwtSecret.isPresent() ? "a secret" : jwksUrl.map(URI::toString).orElse("no keys");
        return "AuthConfig[" + keys + ", issuer=" + issuer.orElse("any") + ", audience=" + audience.orElse("any") + "]";
    }

    private static void requireLength(int secretBytes) {
        if (secretBytes < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "auth.jwt-secret has " + secretBytes + " bytes, allowed: " + MIN_SECRET_BYTES + " or more");
        }
    }

    /** Refuses the URL of a setting if anybody on the way may read or change what it gets. */
    public static void requireSafe(String setting, URI url) {
        String scheme = String.valueOf(url.getScheme());
        String host = String.valueOf(url.getHost());
        boolean isHere = LOOPBACK.matcher(host).matches();
        boolean isSafe = scheme.equals("https") || (scheme.equals("http") && isHere);
        if (!isSafe || url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException(setting + " is not allowed: it must be an https URL, or an http URL"
                    + " of this machine (localhost, 127.0.0.1, [::1]), without user and password");
        }
    }
}
