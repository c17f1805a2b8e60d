package dev.footfall.queryapi.auth;

import com.nimbusds.jose.Payload;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.footfall.events.UserId;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims that a token whose signature is right must have, and the caller that they name. {@code sub} and {@code
 * exp} must be present; a claim of another type than it should have makes the token invalid, so that nobody becomes less
 * or more than was meant.
 */
record TokenClaims(Optional<String> issuer, Optional<String> audience, InstantSource clock) {
    static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private static final List<String> TIMES = List.of("exp", "nbf", "iat");

    static final String ORGANISATIONS = "orgs";
    static final String ADMIN = "admin";

    /** The end of the year 9999 in seconds; a later time is invalid. */
    private static final double LAST_SECOND = 253_402_300_799.0;

    Authentication read(Payload payload) {
        Map<String, Object> fields = payload.toJSONObject();
        boolean areTimes = fields != null && TIMES.stream().map(fields::get).allMatch(TokenClaims::canBeTime);
        if (!areTimes) return new Authentication.Refused(RefusalReason.CLAIMS);
        try {
            JWTClaimsSet claims = JWTClaimsSet.parse(fields);
            return refusal(claims)
                    .<Authentication>map(Authentication.Refused::new)
                    .orElseGet(() -> caller(claims));
        } catch (ParseException e) {
            return new Authentication.Refused(RefusalReason.CLAIMS);
        }
    }

    /** True if it is a time, or none, that can be reckoned with: beyond the range it would come out as another. */
    private static boolean canBeTime(@Nullable Object value) {
        return value == null || (value instanceof Number seconds && Math.abs(seconds.doubleValue()) <= LAST_SECOND);
    }

    private Optional<RefusalReason> refusal(JWTClaimsSet claims) {
        Date expires = claims.getExpirationTime();
        if (expires == null) return Optional.of(RefusalReason.CLAIMS);
        Instant now = clock.instant();
        if (!now.isBefore(expires.toInstant().plus(CLOCK_SKEW))) return Optional.of(RefusalReason.EXPIRED);
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && now.plus(CLOCK_SKEW).isBefore(notBefore.toInstant()))
            return Optional.of(RefusalReason.EARLY);
        if (issuer.isPresent() && !issuer.get().equals(claims.getIssuer())) return Optional.of(RefusalReason.ISSUER);
        if (audience.isPresent() && !claims.getAudience().contains(audience.get()))
            return Optional.of(RefusalReason.AUDIENCE);
        return Optional.empty();
    }

    private static Authentication caller(JWTClaimsSet claims) {
        try {
            String user = claims.getSubject();
            if (user == null || !UserId.isName(user)) {
                return new Authentication.Refused(RefusalReason.CLAIMS);
            }
            List<String> organisations = claims.getStringListClaim(ORGANISATIONS);
            boolean isAdmin = Boolean.TRUE.equals(claims.getBooleanClaim(ADMIN));
            Set<String> members = organisations == null ? Set.of() : Set.copyOf(organisations);
            return new Authentication.Authenticated(new Caller(Optional.of(user), members, isAdmin));
        } catch (ParseException | NullPointerException e) { // of another type, or null among the organisations
            return new Authentication.Refused(RefusalReason.CLAIMS);
        }
    }
}
