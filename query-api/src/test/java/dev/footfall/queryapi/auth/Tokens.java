package dev.footfall.queryapi.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tokens for tests, right and wrong, at one moment. */
public final class Tokens {
    /** The time at which they are made and verified. */
    public static final Instant NOW = Instant.parse("2026-11-20T23:59:59Z");

    /** The secret of the right ones. */
    public static final String SECRET = "a secret of a test has 32 bytes!";

    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    /** A server's settings, by which the right ones are right. */
    public static final AuthConfig CONFIG =
            new AuthConfig(Optional.of(SECRET), Optional.empty(), Optional.empty(), Optional.empty());

    /** Those of a server without keys. */
    public static final AuthConfig NO_KEYS =
            new AuthConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private Tokens() {}

    /** An Authorization header of this user. */
    public static String bearer(String user, Set<String> organisations, boolean isAdmin) {
        var caller = new Caller(Optional.of(user), organisations, isAdmin);
        return "Bearer " + new TokenMint(CONFIG, CLOCK).mint(caller, Duration.ofHours(1));
    }

    static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().subject("alice").expirationTime(in(60));
    }

    static Date in(long seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    static String signed(JWTClaimsSet claims) {
        return signed(new JWSHeader(JWSAlgorithm.HS256), claims, SECRET);
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, String secret) {
        return signed(header, claims, signer(secret.getBytes(StandardCharsets.UTF_8)));
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            var token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String signed(JWSAlgorithm algorithm, JWK key) {
        JWSHeader header =
                new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build();
        return signed(header, claims().build(), signer(key));
    }

    static JWSSigner signer(byte[] secret) {
        try {
            return new MACSigner(secret);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static JWSSigner signer(JWK key) {
        try {
            if (key instanceof RSAKey rsa) {
                return new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()));
            }
            return new ECDSASigner((ECKey) key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token of these parts as they are, signed with the secret whatever they say. */
    static String raw(String header, String payload) {
        String input = encoded(header) + "." + encoded(payload);
        try {
            var signature = new MACSigner(SECRET)
                    .sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.UTF_8));
            return input + "." + signature;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Authentication verified(AuthConfig config, String token) {
        return TokenVerifier.of(config, CLOCK).authenticate(List.of("Bearer " + token));
    }
}
