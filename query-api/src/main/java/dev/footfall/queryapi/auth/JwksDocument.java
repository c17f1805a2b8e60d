package dev.footfall.queryapi.auth;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signing keys that an issuer publishes at a URL (RFC 7517), fetched within 2 s and 1 MiB, without redirects, at most
 * once a minute; every 5 s while no key is known. Nimbus' cache lets one thread in at a time.
 */
final class JwksDocument implements JWKSetSource<SecurityContext> {
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(JwksDocument.class);
    private static final int MAX_BYTES = 1 << 20;
    private static final int MIN_RSA_BITS = 2_048;
    private static final long PAUSE_MILLIS = 60_000;
    private static final long FIRST_PAUSE_MILLIS = 5_000;

    private final HttpRequest request;
    private final Duration patience;
    private final HttpClient client;
    private long nextFetchUpMillis = Long.MIN_VALUE;
    private int known;

    JwksDocument(URI url, Duration patience) {
        this.request = HttpRequest.newBuilder(url)
                .timeout(patience)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long upMillis, @Nullable SecurityContext context)
            throws JWKSetUnavailableException, RateLimitReachedException {
        if (upMillis < nextFetchUpMillis) throw new RateLimitReachedException();
        nextFetchUpMillis = upMillis + (known > 0 ? PAUSE_MILLIS : FIRST_PAUSE_MILLIS);
        try {
            JWKSet keys = fetch();
            nextFetchUpMillis = upMillis + PAUSE_MILLIS;
            known = keys.size();
            return keys;
        } catch (IOException e) {
            LOG.warn("The keys of auth.jwks-url cannot be fetched; using the {} known ones: {}", known, reason(e));
            throw new JWKSetUnavailableException("auth.jwks-url cannot be fetched", e);
        }
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    JWKSet fetch() throws IOException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) throw new IOException("the answer was HTTP " + response.statusCode());
                CompletableFuture.delayedExecutor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)
                        .execute(() -> cut(body)); // the timeout of the request ends with its head
                return signing(new String(read(body), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            if (System.nanoTime() < deadlineNanos) throw e;
            throw new HttpTimeoutException("no complete answer within " + patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void cut(InputStream body) {
        try {
            body.close();
        } catch (IOException e) { // it is closed all the same
            LOG.debug("An answer of auth.jwks-url could not be closed", e);
        }
    }

    private static byte[] read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) throw new IOException("the answer is longer than " + MAX_BYTES + " bytes");
        return bytes;
    }

    /** Ignores keys that cannot be read (RFC 7517, section 5), or are for something else. */
    private static JWKSet signing(String document) throws IOException {
        var keys = new ArrayList<JWK>();
        try {
            if (!(JSONObjectUtils.parse(document).get("keys") instanceof List<?> members))
                throw new ParseException("the member keys is missing", 0);
            for (Object member : members)
                parse(member).filter(JwksDocument::isForSigning).ifPresent(keys::add);
            if (keys.isEmpty()) throw new IOException("it has no key that signs tokens among its " + members.size());
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException("the answer is not a JSON Web Key Set", e);
        }
        return new JWKSet(keys);
    }

    private static Optional<JWK> parse(@Nullable Object member) {
        try {
            if (!(member instanceof Map<?, ?> fields)) throw new ParseException("it is not a JSON object", 0);
            Map<String, Object> key = new HashMap<>();
            fields.forEach((name, value) -> key.put(String.valueOf(name), value));
            return Optional.of(JWK.parse(key));
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            LOG.warn("A key of auth.jwks-url cannot be read and is left out: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isForSigning(JWK key) {
        Set<KeyOperation> operations = key.getKeyOperations();
        boolean isStrong = key instanceof ECKey || (key instanceof RSAKey rsa && rsa.size() >= MIN_RSA_BITS);
        return isStrong
                && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (operations == null || operations.contains(KeyOperation.VERIFY));
    }

    @Override
    public void close() {}
}
