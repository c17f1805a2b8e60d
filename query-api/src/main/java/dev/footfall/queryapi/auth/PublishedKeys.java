package dev.footfall.queryapi.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.JWK;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of an issuer, kept and fetched again: every {@value #MAX_AGE_MINUTES} minutes in the background, and at
 * most once a minute because a token names a key that is not among them. A fetch that fails changes nothing. Only
 * asymmetric algorithms: a public key is never taken for a secret.
 */
final class PublishedKeys implements KeySource {
    static final int MAX_AGE_MINUTES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);
    private static final long MAX_AGE_NANOS =
            Duration.ofMinutes(MAX_AGE_MINUTES).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    /** As long as there was never a key, nobody can be recognised: then a fetch is tried again sooner. */
    private static final long FIRST_PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    /** More requests than these do not wait for keys; their callers are anonymous. */
    private static final int MAX_WAITING = 32;

    private final JwksDocument document;
    private final LongSupplier nanoClock;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private volatile List<PublishedKey> keys = List.of();
    private CompletableFuture<Void> fetching;
    private long fetchedAtNanos;

    PublishedKeys(JwksDocument document, LongSupplier nanoClock) {
        this.document = document;
        this.nanoClock = nanoClock;
        this.fetchedAtNanos = nanoClock.getAsLong();
        this.fetching = fetch();
    }

    @Override
    public boolean allows(JWSHeader header) {
        return ALGORITHMS.contains(header.getAlgorithm());
    }

    @Override
    public List<JWSVerifier> verifiers(JWSHeader header) {
        List<JWSVerifier> known = matching(header);
        if (!known.isEmpty()) {
            var unused = fetchAgainAfter(MAX_AGE_NANOS); // nobody waits for it
            return known;
        }
        await(fetchAgainAfter(keys.isEmpty() ? FIRST_PAUSE_NANOS : PAUSE_NANOS));
        return matching(header);
    }

    private List<JWSVerifier> matching(JWSHeader header) {
        return keys.stream().flatMap(key -> key.verifierOf(header).stream()).toList();
    }

    /** The fetch that is under way, or the last one, or a new one if the last began so long ago. */
    private synchronized CompletableFuture<Void> fetchAgainAfter(long pauseNanos) {
        long now = nanoClock.getAsLong();
        if (fetching.isDone() && now - fetchedAtNanos >= pauseNanos) {
            fetchedAtNanos = now;
            fetching = fetch();
        }
        return fetching;
    }

    private CompletableFuture<Void> fetch() {
        return document.fetch().handle((fetched, failure) -> {
            if (failure == null) take(fetched);
            else LOG.warn("The keys of auth.jwks-url cannot be fetched, {} are known: {}", keys.size(), why(failure));
            return null;
        });
    }

    private void take(List<JWK> fetched) {
        List<PublishedKey> usable =
                fetched.stream().flatMap(key -> PublishedKey.of(key).stream()).toList();
        if (usable.isEmpty())
            LOG.warn("There is no key that signs tokens among the {} of auth.jwks-url", fetched.size());
        else keys = usable;
    }

    private void await(CompletableFuture<Void> fetch) {
        if (fetch.isDone() || !waiting.tryAcquire()) return;
        try {
            fetch.get(JwksDocument.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("No keys in time", e); // what went wrong was logged by the fetch
        } finally {
            waiting.release();
        }
    }

    private static String why(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
