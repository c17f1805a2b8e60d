package dev.footfall.queryapi.auth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The keys that an issuer publishes at a URL (RFC 7517), fetched within 2 s and 1 MiB, and never from elsewhere. */
final class JwksDocument {
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int MAX_BYTES = 1 << 20;

    private final HttpRequest request;
    private final Duration patience;
    private final HttpClient client;

    JwksDocument(URI url) {
        this(url, PATIENCE);
    }

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

    /** The keys as they are now; fails when they cannot be had whole and in time. */
    CompletableFuture<List<JWK>> fetch() {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, response -> new BoundedBody(MAX_BYTES));
        return exchange.copy()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> {
                    if (failure != null) exchange.cancel(true); // else a slow body goes on coming in
                })
                .thenApply(JwksDocument::keys);
    }

    private static List<JWK> keys(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new CompletionException(new IOException("the answer was HTTP " + response.statusCode()));
        }
        try {
            return JWKSet.parse(new String(response.body(), StandardCharsets.UTF_8))
                    .getKeys();
        } catch (ParseException | IllegalArgumentException e) {
            throw new CompletionException(new IOException("the answer is no JSON Web Key Set", e));
        }
    }
}
