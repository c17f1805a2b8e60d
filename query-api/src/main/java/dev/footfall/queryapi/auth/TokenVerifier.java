package dev.footfall.queryapi.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Authenticates a request by its bearer token (<a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725</a> lists the
 * mistakes that it must not make). What a token says about keys and algorithms is never followed: {@code jku},
 * {@code x5u}, {@code jwk} and {@code x5c} are not looked at.
 */
public final class TokenVerifier {
    private static final int MAX_TOKEN_CHARACTERS = 8_192;
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9_.-]+) *");
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
    private static final Set<String> KEYS_OF_ITS_OWN = Set.of("jku", "jwk", "x5u", "x5c", "x5t", "x5t#S256");
    private static final Authentication ABSENT = new Authentication.Absent();

    private final Optional<KeySource> keys;
    private final TokenClaims claims;

    private TokenVerifier(Optional<KeySource> keys, TokenClaims claims) {
        this.keys = keys;
        this.claims = claims;
    }

    /** The verifier that is configured so. One with a JWKS URL begins at once to fetch the keys. */
    public static TokenVerifier of(AuthConfig config, InstantSource clock) {
        Optional<KeySource> keys = config.jwtSecret()
                .map(KeySource::shared)
                .or(() -> config.jwksUrl().map(KeySource::published));
        return new TokenVerifier(keys, new TokenClaims(config.issuer(), config.audience(), clock));
    }

    /** More than one header names nobody. */
    public Authentication authenticate(List<String> authorizations) {
        if (authorizations.isEmpty()) return ABSENT;
        String header = authorizations.get(0);
        Matcher bearer = BEARER.matcher(header);
        if (authorizations.size() > 1 || !bearer.matches()) return refused(RefusalReason.HEADER);
        String token = bearer.group(1);
        if (token.length() > MAX_TOKEN_CHARACTERS) return refused(RefusalReason.HEADER);
        if (keys.isEmpty()) return refused(RefusalReason.UNCONFIGURED);
        try {
            return verify(Signed.parse(token), keys.get());
        } catch (ParseException | IllegalArgumentException e) { // the library uses both for what cannot be read
            return refused(RefusalReason.FORM);
        }
    }

    private Authentication verify(Signed token, KeySource source) {
        JWSHeader header = token.header();
        if (!source.algorithms().contains(header.getAlgorithm())) return refused(RefusalReason.ALGORITHM);
        if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload())
            return refused(RefusalReason.CRITICAL);
        JOSEObjectType type = header.getType();
        if (type != null && !TYPES.contains(type.getType().toLowerCase(Locale.ROOT))) {
            return refused(RefusalReason.TYPE);
        }
        List<JWSVerifier> verifiers = source.verifiers().apply(header);
        if (verifiers.isEmpty()) return refused(RefusalReason.KEY);
        if (verifiers.stream().noneMatch(token::isBy)) return refused(RefusalReason.SIGNATURE);
        return claims.read(token.payload());
    }

    private static Authentication refused(RefusalReason reason) {
        return new Authentication.Refused(reason);
    }

    /** {@code header} is without what it says about keys, which may be anything; {@code signed} is ASCII. */
    private record Signed(JWSHeader header, Payload payload, String signed, Base64URL signature) {
        static Signed parse(String token) throws ParseException {
            Base64URL[] parts = JOSEObject.split(token);
            if (parts.length != 3 || parts[2].toString().isEmpty()) throw new ParseException("no signature", 0);
            Map<String, Object> header = JSONObjectUtils.parse(parts[0].decodeToString());
            header.keySet().removeAll(KEYS_OF_ITS_OWN);
            String signed = parts[0] + "." + parts[1];
            return new Signed(JWSHeader.parse(header, parts[0]), new Payload(parts[1]), signed, parts[2]);
        }

        boolean isBy(JWSVerifier verifier) {
            try {
                return verifier.verify(header, signed.getBytes(StandardCharsets.US_ASCII), signature);
            } catch (JOSEException e) {
                return false; // such as a signature of a length that the algorithm does not have
            }
        }
    }

    /** The keys of tokens by their header. {@code algorithms} may sign: the configuration decides, never the token. */
    private record KeySource(Set<JWSAlgorithm> algorithms, Function<JWSHeader, List<JWSVerifier>> verifiers) {
        /** One secret that issuer and verifier share: HS256 and nothing else. */
        static KeySource shared(String secret) {
            try {
                List<JWSVerifier> one = List.of(new MACVerifier(secret.getBytes(StandardCharsets.UTF_8)));
                return new KeySource(Set.of(JWSAlgorithm.HS256), header -> one);
            } catch (JOSEException e) {
                throw new IllegalArgumentException("auth.jwt-secret cannot be used: " + e.getMessage(), e);
            }
        }

        static KeySource published(URI url) {
            var keys = new JwksKeySource(new JwksDocument(url, JwksDocument.PATIENCE), System::nanoTime);
            return new KeySource(JwksKeySource.ALGORITHMS, keys::verifiers);
        }
    }
}
