package dev.footfall.queryapi.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of an issuer's server, which changes them and fails. */
@Tag("slow")
class JwksKeySourceTest {
    private static final RSAKey FIRST = rsa("first", 2_048);
    private static final RSAKey SECOND = rsa("second", 2_048);

    private final IssuerServer issuer = new IssuerServer();

    /** Its origin may be anywhere. */
    private final AtomicLong nanos = new AtomicLong(-Duration.ofDays(365).toNanos());

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void knowsTheKeysThatAreThere() throws Exception {
        JWK curve = new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
        issuer.publish(FIRST, curve);
        JwksKeySource keys = keys();

        assertTrue(isSigned(keys, Tokens.signed(JWSAlgorithm.RS256, FIRST)));
        assertTrue(isSigned(keys, Tokens.signed(JWSAlgorithm.PS512, FIRST)));
        assertTrue(isSigned(keys, Tokens.signed(JWSAlgorithm.ES256, curve)));
        assertFalse(isSigned(keys, Tokens.signed(JWSAlgorithm.RS256, SECOND)));
    }

    @Test
    void takesATokenWithoutKeyIdByAnyKeyOfItsAlgorithm() throws Exception {
        issuer.publish(SECOND, FIRST);
        String token =
                Tokens.signed(new JWSHeader(JWSAlgorithm.RS256), Tokens.claims().build(), Tokens.signer(FIRST));

        assertTrue(isSigned(keys(), token));
    }

    @Test
    void fetchesANewKeyWhenATokenNamesItAndAtMostOnceAMinute() throws Exception {
        issuer.publish(FIRST);
        JwksKeySource keys = keys();
        assertTrue(isSigned(keys, Tokens.signed(JWSAlgorithm.RS256, FIRST)));
        issuer.publish(SECOND);
        String second = Tokens.signed(JWSAlgorithm.RS256, SECOND);

        for (int i = 0; i < 100; i++) assertFalse(isSigned(keys, second));
        assertEquals(1, issuer.requests());
        pass(Duration.ofSeconds(60));
        assertTrue(isSigned(keys, second));
        assertEquals(2, issuer.requests());
        assertFalse(isSigned(keys, Tokens.signed(JWSAlgorithm.RS256, FIRST)));
    }

    @Test
    void forgetsAKeyThatIsNoLongerThereAfterAWhile() throws Exception {
        issuer.publish(FIRST);
        JwksKeySource keys = keys();
        String first = Tokens.signed(JWSAlgorithm.RS256, FIRST);
        Awaitility.await().until(() -> isSigned(keys, first));
        issuer.publish(SECOND);

        pass(Duration.ofMinutes(JwksKeySource.MAX_AGE_MINUTES));

        assertTrue(isSigned(keys, first)); // it is fetched in the background
        Awaitility.await().until(() -> !isSigned(keys, first));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"text\"",
                "null",
                "[1]",
                "7",
                "true",
                "{}",
                "{\"kty\":null}",
                "{\"kty\":[]}",
                "{\"kty\":\"RSA\",\"n\":7}"
            })
    void leavesOutWhatIsNoKey(String member) throws Exception {
        issuer.answer(
                IssuerServer.answer(200, "{\"keys\":[" + member + "," + FIRST.toPublicJWK() + "," + member + "]}"));
        JwksKeySource keys = keys();
        String first = Tokens.signed(JWSAlgorithm.RS256, FIRST);

        Awaitility.await().until(() -> isSigned(keys, first));
    }

    @Test
    void keepsItsKeysWhileTheyCannotBeFetched() throws Exception {
        issuer.publish(FIRST);
        JwksKeySource keys = keys();
        String first = Tokens.signed(JWSAlgorithm.RS256, FIRST);
        Awaitility.await().until(() -> isSigned(keys, first));

        for (IssuerServer.Answer broken : List.of(
                IssuerServer.answer(500, "{}"),
                IssuerServer.answer(200, "<html>"),
                IssuerServer.answer(200, "{\"keys\":[]}"))) {
            issuer.answer(broken);
            pass(Duration.ofMinutes(JwksKeySource.MAX_AGE_MINUTES));
            int before = issuer.requests();
            Awaitility.await()
                    .until(
                            () -> { // the fetch before may still be under way, and then there is no other
                                assertTrue(isSigned(keys, first));
                                return issuer.requests() > before;
                            });
        }
    }

    @Test
    void triesAgainSoonWhenThereWasNeverAKey() throws Exception {
        issuer.answer(IssuerServer.answer(503, ""));
        JwksKeySource keys = keys();
        String first = Tokens.signed(JWSAlgorithm.RS256, FIRST);
        assertFalse(isSigned(keys, first));
        issuer.publish(FIRST);

        pass(Duration.ofSeconds(5));

        Awaitility.await().until(() -> isSigned(keys, first));
    }

    @Test
    void takesNoKeyThatIsForSomethingElse() throws Exception {
        RSAKey short1024 = rsa("short", 1_024);
        RSAKey forEncryption =
                new RSAKey.Builder(FIRST).keyID("enc").keyUse(KeyUse.ENCRYPTION).build();
        RSAKey forAnother = new RSAKey.Builder(FIRST)
                .keyID("ps")
                .algorithm(JWSAlgorithm.PS256)
                .build();
        issuer.publish(short1024, forEncryption, forAnother, SECOND);
        JwksKeySource keys = keys();

        assertTrue(isSigned(keys, Tokens.signed(JWSAlgorithm.RS256, SECOND)));
        assertTrue(isSigned(keys, Tokens.signed(JWSAlgorithm.PS256, forAnother)));
        assertFalse(isSigned(keys, Tokens.signed(JWSAlgorithm.RS256, forAnother)));
        assertFalse(isSigned(keys, Tokens.signed(JWSAlgorithm.RS256, forEncryption)));
        assertFalse(isSigned(keys, Tokens.signed(JWSAlgorithm.RS256, short1024)));
    }

    @Test
    void knowsTheOtherKeysWhereOneCannotBeRead() throws Exception {
        String broken = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"broken\",\"x\":\"AQ\",\"y\":\"AQ\"}";
        String unknown = "{\"kty\":\"ML-DSA\",\"kid\":\"later\"}";
        String good = FIRST.toPublicJWK().toJSONString();
        issuer.answer(IssuerServer.answer(200, "{\"keys\":[" + String.join(",", broken, unknown, good) + "]}"));

        assertTrue(isSigned(keys(), Tokens.signed(JWSAlgorithm.RS256, FIRST)));
    }

    @Test
    void neverTakesAPublicKeyForASecret() throws Exception {
        var shared = new OctetSequenceKey.Builder(Tokens.SECRET.getBytes(StandardCharsets.UTF_8))
                .keyID("shared")
                .build();
        issuer.answer(IssuerServer.answer(200, new JWKSet(List.of(FIRST.toPublicJWK(), shared)).toString(false)));
        var config = new AuthConfig(Optional.empty(), Optional.of(issuer.url()), Optional.empty(), Optional.empty());
        TokenVerifier verifier = TokenVerifier.of(config, Tokens.CLOCK);
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build();

        for (byte[] secret : List.of(
                FIRST.toRSAPublicKey().getEncoded(),
                FIRST.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                Tokens.SECRET.getBytes(StandardCharsets.UTF_8))) {
            String token = Tokens.signed(header, Tokens.claims().build(), Tokens.signer(secret));
            assertEquals(
                    new Authentication.Refused(RefusalReason.ALGORITHM),
                    verifier.authenticate(List.of("Bearer " + token)));
        }
        assertTrue(
                verifier.authenticate(List.of("Bearer " + Tokens.signed(JWSAlgorithm.RS256, FIRST)))
                        instanceof Authentication.Authenticated);
    }

    @Test
    void followsNoRedirect() {
        try (var other = new IssuerServer()) {
            other.publish(FIRST);
            issuer.answer(IssuerServer.redirect(other.url()));

            assertTrue(failure(JwksDocument.PATIENCE).contains("HTTP 302"));
            assertEquals(0, other.requests());
        }
    }

    @Test
    void takesAtMostAMebibyte() {
        issuer.answer(IssuerServer.answer(200, "{\"keys\":[]}" + " ".repeat(1 << 20)));

        assertTrue(failure(JwksDocument.PATIENCE).contains("longer than 1048576 bytes"));
    }

    @Test
    void doesNotWaitForASlowIssuer() {
        issuer.answer(IssuerServer.never());
        assertTrue(failure(Duration.ofMillis(200)).contains("Timeout"));

        issuer.answer(IssuerServer.neverWhole());
        assertTrue(failure(Duration.ofMillis(200)).contains("Timeout"));
    }

    private String failure(Duration patience) {
        var document = new JwksDocument(issuer.url(), patience);
        return assertThrows(IOException.class, document::fetch).toString();
    }

    private JwksKeySource keys() {
        return new JwksKeySource(new JwksDocument(issuer.url(), JwksDocument.PATIENCE), nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static boolean isSigned(JwksKeySource keys, String token) throws ParseException, JOSEException {
        SignedJWT parsed = SignedJWT.parse(token);
        for (var verifier : keys.verifiers(parsed.getHeader())) {
            if (parsed.verify(verifier)) return true;
        }
        return false;
    }

    private static RSAKey rsa(String id, int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
