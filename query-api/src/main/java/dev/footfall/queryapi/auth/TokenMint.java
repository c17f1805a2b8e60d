package dev.footfall.queryapi.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.footfall.events.UserId;
import dev.footfall.events.VisitorId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.TreeSet;

/** Makes the tokens that a {@link TokenVerifier} with the same settings takes. */
public record TokenMint(AuthConfig config, InstantSource clock) {
    /** Fails if the settings have no secret to sign with. */
    public TokenMint {
        if (config.jwtSecret().isEmpty()) {
            throw new IllegalArgumentException(
                    "auth.jwt-secret is not set: it signs tokens, and servers that have it verify them");
        }
    }

    public String mint(Caller caller, Duration lifetime) {
        String user = caller.user().orElseThrow(() -> new IllegalArgumentException("a token requires a user"));
        if (!UserId.isName(user)) {
            throw new IllegalArgumentException("the user has " + user.codePointCount(0, user.length())
                    + " characters, allowed: 1 to " + VisitorId.MAX_USER_LENGTH + ", without unpaired surrogates");
        }
        Instant now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .subject(user)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)));
        config.issuer().ifPresent(claims::issuer);
        config.audience().ifPresent(claims::audience);
        if (!caller.organisations().isEmpty()) {
            claims.claim(
                    TokenClaims.ORGANISATIONS,
                    new TreeSet<>(caller.organisations()).stream().toList());
        }
        if (caller.admin()) claims.claim(TokenClaims.ADMIN, true);
        return signed(claims.build());
    }

    private String signed(JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(JOSEObjectType.JWT)
                .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(new MACSigner(config.jwtSecret().orElseThrow().getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the token cannot be signed: " + e.getMessage(), e);
        }
        return token.serialize();
    }
}
