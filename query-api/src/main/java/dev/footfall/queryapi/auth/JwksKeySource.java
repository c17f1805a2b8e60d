package dev.footfall.queryapi.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import io.micrometer.core.instrument.util.NamedThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of an issuer in Nimbus' cache: refreshed in the background every {@value #MAX_AGE_MINUTES} minutes, and
 * when a token names an unknown key. A failed fetch changes nothing. Only asymmetric algorithms: a public key is never
 * taken for a secret.
 */
final class JwksKeySource {
    static final int MAX_AGE_MINUTES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(JwksKeySource.class);
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);
    private static final long MAX_AGE_MILLIS =
            Duration.ofMinutes(MAX_AGE_MINUTES).toMillis();

    /** A day without a token; only then does a request wait for the refresh of known keys. */
    private static final long TTL_MILLIS = Duration.ofDays(1).toMillis();

    /** Further requests do not wait for keys; their callers are anonymous. */
    private static final int MAX_WAITING = 32;

    private final JWKSetSource<SecurityContext> source;
    private final LongSupplier nanos;
    private final long startNanos;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private volatile boolean isLoaded;

    /** {@code nanos} is a clock that nobody sets: one that is set back would delay the next fetch. */
    JwksKeySource(JwksDocument document, LongSupplier nanos) {
        ExecutorService refreshing = Executors.newSingleThreadExecutor(new NamedThreadFactory("footfall-jwks"));
        var builder = JWKSourceBuilder.create(document)
                .rateLimited(false) // Nimbus' limit lets two fetches pass in an interval; JwksDocument has its own
                .outageTolerantForever()
                .cache(TTL_MILLIS, JwksDocument.PATIENCE.toMillis())
                .refreshAheadCache(TTL_MILLIS - MAX_AGE_MILLIS, null, refreshing, true, null, false);
        // the built source reads the system's clock
        this.source = ((JWKSetBasedJWKSource<SecurityContext>) builder.build()).getJWKSetSource();
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
        refreshing.execute(() -> load(JWKSetCacheRefreshEvaluator.noRefresh()));
    }

    List<JWSVerifier> verifiers(JWSHeader header) {
        JWKSet known = isLoaded ? load(JWKSetCacheRefreshEvaluator.noRefresh()) : await(new JWKSet());
        List<JWSVerifier> verifiers = verifiers(header, known);
        return verifiers.isEmpty() ? verifiers(header, await(known)) : verifiers;
    }

    /** Waits for other keys than these, unless too many requests do already. */
    private JWKSet await(JWKSet known) {
        if (!waiting.tryAcquire()) return known;
        try {
            return load(JWKSetCacheRefreshEvaluator.referenceComparison(known));
        } finally {
            waiting.release();
        }
    }

    private JWKSet load(JWKSetCacheRefreshEvaluator refresh) {
        try {
            long upMillis = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - startNanos);
            JWKSet keys = source.getJWKSet(refresh, upMillis, null);
            isLoaded = true;
            return keys;
        } catch (KeySourceException e) {
            LOG.debug("No keys at present", e); // JwksDocument logged the reason
            return new JWKSet();
        }
    }

    private static List<JWSVerifier> verifiers(JWSHeader header, JWKSet keys) {
        var verifiers = new ArrayList<JWSVerifier>();
        for (JWK key : new JWKSelector(JWKMatcher.forJWSHeader(header)).select(keys)) {
            try {
                verifiers.add(key instanceof RSAKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier(key.toECKey()));
            } catch (JOSEException e) {
                LOG.warn("A key of auth.jwks-url cannot be used: {}", e.getMessage());
            }
        }
        return verifiers;
    }
}
