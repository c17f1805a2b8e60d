package dev.footfall.queryapi.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
    private static final AuthConfig STRICT = new AuthConfig(
            Optional.of(Tokens.SECRET), Optional.empty(), Optional.of("https://hub"), Optional.of("footfall"));
    private static final String HS256 = "{\"alg\":\"HS256\"}";
    private static final String ALICE =
            "{\"sub\":\"alice\",\"exp\":" + Tokens.NOW.plusSeconds(60).getEpochSecond();

    private static final String OCT = "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}";

    private final TokenVerifier verifier = TokenVerifier.of(Tokens.CONFIG, Tokens.CLOCK);

    @Test
    void knowsWhoItsMintSaysThatSomebodyIs() {
        var caller = new Caller(Optional.of("alice"), Set.of("lab", "acme"), true);
        String token = new TokenMint(STRICT, Tokens.CLOCK).mint(caller, Duration.ofHours(1));

        assertEquals(new Authentication.Authenticated(caller), Tokens.verified(STRICT, token));
        assertEquals(new Authentication.Authenticated(caller), Tokens.verified(Tokens.CONFIG, token));
    }

    static Stream<Arguments> good() throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256);
        var foreign = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .jwkURL(URI.create("https://evil.example/keys"))
                .x509CertURL(URI.create("https://evil.example/certificate"))
                .jwk(new ECKeyGenerator(Curve.P_256).generate().toPublicJWK())
                .keyID("../../dev/null")
                .build();
        var claims = Tokens.claims().build();
        return Stream.of(
                arguments("no type", Tokens.signed(claims)),
                arguments("JWT", Tokens.signed(header.type(JOSEObjectType.JWT).build(), claims, Tokens.SECRET)),
                arguments(
                        "access token",
                        Tokens.signed(header.type(new JOSEObjectType("at+JWT")).build(), claims, Tokens.SECRET)),
                arguments("keys in its header, which are not looked at", Tokens.signed(foreign, claims, Tokens.SECRET)),
                arguments("a secret in its header", Tokens.raw("{\"alg\":\"HS256\",\"jwk\":" + OCT + "}", ALICE + "}")),
                arguments("no key in its header", Tokens.raw("{\"alg\":\"HS256\",\"jwk\":5,\"x5c\":{}}", ALICE + "}")),
                arguments("a time of half a second", Tokens.raw(HS256, ALICE + ",\"nbf\":0.5}")),
                arguments(
                        "expired within the skew of clocks",
                        Tokens.signed(
                                Tokens.claims().expirationTime(Tokens.in(-4)).build())),
                arguments(
                        "valid from now",
                        Tokens.signed(
                                Tokens.claims().notBeforeTime(Tokens.in(0)).build())),
                arguments(
                        "valid from within the skew of clocks",
                        Tokens.signed(
                                Tokens.claims().notBeforeTime(Tokens.in(5)).build())),
                arguments("no administrator", Tokens.raw(HS256, ALICE + ",\"admin\":false,\"orgs\":[]}")),
                arguments("more claims", Tokens.raw(HS256, ALICE + ",\"scope\":\"read\",\"x\":{\"y\":[1]}}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void takesTokensThatAreRight(String what, String token) {
        var alice = new Caller(Optional.of("alice"), Set.of(), false);

        assertEquals(new Authentication.Authenticated(alice), verifier.authenticate(List.of("Bearer " + token)), what);
        assertEquals(
                new Authentication.Authenticated(alice),
                verifier.authenticate(List.of("bearer  " + token + " ")),
                what);
    }

    @Test
    void countsTheCharactersOfAUserAndNotTheirHalves() {
        String user = "\uD83D\uDC26".repeat(256);

        assertEquals(
                Optional.of(user),
                verifier.authenticate(List.of("Bearer "
                                + Tokens.signed(Tokens.claims().subject(user).build())))
                        .caller()
                        .user());
    }

    static Stream<Arguments> bad() {
        var claims = Tokens.claims().build();
        String good = Tokens.signed(claims);
        String unsigned = good.substring(0, good.lastIndexOf('.') + 1);
        String payload = good.split("\\.", -1)[1];
        return Stream.of(
                arguments(RefusalReason.FORM, "x"),
                arguments(RefusalReason.FORM, "a.b"),
                arguments(RefusalReason.FORM, "a.b.c"),
                arguments(RefusalReason.FORM, "..."),
                arguments(RefusalReason.FORM, good + ".e30.e30"),
                arguments(RefusalReason.FORM, Tokens.encoded("{\"alg\":\"none\"}") + "." + payload + "."),
                arguments(RefusalReason.FORM, Tokens.encoded("{\"alg\":\"None\"}") + "." + payload + "."),
                arguments(RefusalReason.FORM, Tokens.raw("{\"alg\":\"none\"}", ALICE + "}")),
                arguments(RefusalReason.FORM, Tokens.raw("{}", ALICE + "}")),
                arguments(RefusalReason.FORM, Tokens.raw("{\"alg\":5}", ALICE + "}")),
                arguments(RefusalReason.FORM, Tokens.raw("{\"alg\":\"HS256\"", ALICE + "}")),
                arguments(RefusalReason.FORM, Tokens.raw("[]", ALICE + "}")),
                arguments(RefusalReason.FORM, Tokens.raw("{\"alg\":\"HS256\",\"a\":" + "[".repeat(5_000), ALICE + "}")),
                arguments(RefusalReason.ALGORITHM, Tokens.raw("{\"alg\":\"hs256\"}", ALICE + "}")),
                arguments(RefusalReason.ALGORITHM, Tokens.raw("{\"alg\":\"HS384\"}", ALICE + "}")),
                arguments(RefusalReason.ALGORITHM, Tokens.raw("{\"alg\":\"HS512\"}", ALICE + "}")),
                arguments(RefusalReason.ALGORITHM, Tokens.raw("{\"alg\":\"RS256\"}", ALICE + "}")),
                arguments(RefusalReason.ALGORITHM, Tokens.raw("{\"alg\":\"ES256\"}", ALICE + "}")),
                arguments(
                        RefusalReason.CRITICAL,
                        Tokens.raw("{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}", ALICE + "}")),
                arguments(RefusalReason.CRITICAL, Tokens.raw("{\"alg\":\"HS256\",\"b64\":false}", ALICE + "}")),
                arguments(RefusalReason.TYPE, Tokens.raw("{\"alg\":\"HS256\",\"typ\":\"logout+jwt\"}", ALICE + "}")),
                arguments(RefusalReason.SIGNATURE, unsigned + "AAAA"),
                arguments(RefusalReason.SIGNATURE, unsigned + Base64URL.encode(new byte[32])),
                arguments(RefusalReason.SIGNATURE, Tokens.signed(header(), claims, "another secret that has 32 bytes")),
                arguments(RefusalReason.SIGNATURE, Tokens.signed(header(), claims, Tokens.SECRET + " ")),
                arguments(RefusalReason.CLAIMS, Tokens.raw(HS256, "[]")),
                arguments(RefusalReason.CLAIMS, Tokens.raw(HS256, "{}")),
                arguments(RefusalReason.CLAIMS, Tokens.raw(HS256, "not JSON")),
                arguments(RefusalReason.CLAIMS, Tokens.raw(HS256, "{\"sub\":\"alice\"}")),
                arguments(RefusalReason.CLAIMS, Tokens.raw(HS256, "{\"sub\":\"alice\",\"exp\":\"soon\"}")),
                arguments(RefusalReason.CLAIMS, Tokens.raw(HS256, ALICE + ",\"orgs\":\"acme\"}")),
                arguments(RefusalReason.CLAIMS, Tokens.raw(HS256, ALICE + ",\"orgs\":[1]}")),
                arguments(RefusalReason.CLAIMS, Tokens.raw(HS256, ALICE + ",\"orgs\":[null]}")),
                arguments(RefusalReason.CLAIMS, Tokens.raw(HS256, ALICE + ",\"orgs\":{\"acme\":true}}")),
                arguments(RefusalReason.CLAIMS, Tokens.raw(HS256, ALICE + ",\"admin\":\"true\"}")),
                arguments(RefusalReason.CLAIMS, Tokens.raw(HS256, ALICE + ",\"admin\":1}")),
                arguments(
                        RefusalReason.CLAIMS,
                        Tokens.signed(Tokens.claims().subject(null).build())),
                arguments(
                        RefusalReason.CLAIMS,
                        Tokens.signed(Tokens.claims().subject("").build())),
                arguments(
                        RefusalReason.CLAIMS,
                        Tokens.signed(Tokens.claims().subject("a".repeat(257)).build())),
                arguments(RefusalReason.CLAIMS, Tokens.raw(HS256, ALICE + ",\"nbf\":1e308}")),
                arguments(RefusalReason.CLAIMS, Tokens.raw(HS256, ALICE + ",\"iat\":1e308}")),
                arguments(RefusalReason.CLAIMS, Tokens.raw(HS256, "{\"sub\":\"alice\",\"exp\":1e308}")),
                arguments(RefusalReason.CLAIMS, Tokens.raw(HS256, ALICE.replace("alice", "\\ud800") + "}")),
                arguments(
                        RefusalReason.EXPIRED,
                        Tokens.signed(
                                Tokens.claims().expirationTime(Tokens.in(-5)).build())),
                arguments(RefusalReason.EXPIRED, Tokens.raw(HS256, "{\"sub\":\"alice\",\"exp\":-1}")),
                arguments(
                        RefusalReason.EARLY,
                        Tokens.signed(
                                Tokens.claims().notBeforeTime(Tokens.in(6)).build())));
    }

    private static JWSHeader header() {
        return new JWSHeader(JWSAlgorithm.HS256);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("bad")
    void refusesTokensThatAreWrong(RefusalReason reason, String token) {
        Authentication authentication = verifier.authenticate(List.of("Bearer " + token));

        assertEquals(new Authentication.Refused(reason), authentication);
        assertEquals(Caller.ANONYMOUS, authentication.caller());
    }

    static Stream<Arguments> strangers() {
        return Stream.of(
                arguments(RefusalReason.ISSUER, Tokens.claims().audience("footfall")),
                arguments(
                        RefusalReason.ISSUER,
                        Tokens.claims().audience("footfall").issuer("https://hub/")),
                arguments(RefusalReason.AUDIENCE, Tokens.claims().issuer("https://hub")),
                arguments(
                        RefusalReason.AUDIENCE,
                        Tokens.claims().issuer("https://hub").audience("Footfall")),
                arguments(
                        RefusalReason.AUDIENCE,
                        Tokens.claims().issuer("https://hub").audience(List.of("a", "b"))));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void refusesTokensOfAnotherIssuerOrForAnotherAudience(RefusalReason reason, JWTClaimsSet.Builder claims) {
        assertEquals(new Authentication.Refused(reason), Tokens.verified(STRICT, Tokens.signed(claims.build())));
    }

    @Test
    void takesATokenForSeveralAudiences() {
        var claims = Tokens.claims().issuer("https://hub").audience(List.of("other", "footfall"));

        assertInstanceOf(Authentication.Authenticated.class, Tokens.verified(STRICT, Tokens.signed(claims.build())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic YTpi", "Token x", "Bearer a b", "Bearer x,y", "Bearer\tx"})
    void refusesHeadersThatAreNoBearerToken(String header) {
        assertEquals(new Authentication.Refused(RefusalReason.HEADER), verifier.authenticate(List.of(header)));
    }

    @Test
    void refusesTwoHeadersEvenIfBothAreRight() {
        String good = "Bearer " + Tokens.signed(Tokens.claims().build());

        assertEquals(new Authentication.Refused(RefusalReason.HEADER), verifier.authenticate(List.of(good, good)));
        assertEquals(new Authentication.Absent(), verifier.authenticate(List.of()));
    }

    @Test
    void refusesATokenOfMoreThanEightKibibytes() {
        String fits = Tokens.raw(HS256, ALICE + ",\"x\":\"" + "x".repeat(6_000) + "\"}");
        String tooLong = Tokens.raw(HS256, ALICE + ",\"x\":\"" + "x".repeat(6_100) + "\"}");

        assertInstanceOf(Authentication.Authenticated.class, verifier.authenticate(List.of("Bearer " + fits)));
        assertEquals(
                new Authentication.Refused(RefusalReason.HEADER), verifier.authenticate(List.of("Bearer " + tooLong)));
    }

    @Test
    void knowsNobodyWhenNoKeyIsConfigured() {
        String token = Tokens.signed(Tokens.claims().build());

        assertEquals(new Authentication.Refused(RefusalReason.UNCONFIGURED), Tokens.verified(Tokens.NO_KEYS, token));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void takesNoTokenOfWhichACharacterWasChanged(long seed) {
        var random = new Random(seed);
        String good = Tokens.signed(Tokens.claims().claim("admin", false).build());
        for (int i = 0; i < 3_000; i++) {
            var changed = new StringBuilder(good);
            changed.setCharAt(random.nextInt(good.length() - 1), (char) random.nextInt(256)); // the last has spare bits
            if (changed.toString().equals(good)) continue;

            Authentication authentication = verifier.authenticate(List.of("Bearer " + changed));

            assertFalse(authentication instanceof Authentication.Authenticated, "seed " + seed + ": " + changed);
        }
    }
}
