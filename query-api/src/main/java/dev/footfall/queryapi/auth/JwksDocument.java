package dev.footfall.queryapi.auth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that an issuer publishes at a URL (RFC 7517), fetched within 2 s and 1 MiB, and never from elsewhere. */
final class JwksDocument {
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(JwksDocument.class);
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
        CompletableFuture<HttpResponse<InputStream>> exchange = client.sendAsync(request, BodyHandlers.ofInputStream());
        return exchange.thenApplyAsync(JwksDocument::keys, JwksDocument::begin)
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((keys, failure) -> {
                    if (failure != null) abandon(exchange); // else a slow body goes on coming in
                });
    }

    /** Reads on a thread of its own, because a slow body holds it up. */
    private static void begin(Runnable reading) {
        var thread = new Thread(reading, "footfall-jwks");
        thread.setDaemon(true);
        thread.start();
    }

    private static void abandon(CompletableFuture<HttpResponse<InputStream>> exchange) {
        exchange.cancel(true);
        var unused = exchange.thenAccept(response -> {
            try {
                response.body().close();
            } catch (IOException e) { // it is closed, in whichever way
                LOG.debug("An answer of auth.jwks-url could not be closed", e);
            }
        });
    }

    private static List<JWK> keys(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) throw new IOException("the answer was HTTP " + response.statusCode());
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) throw new IOException("the answer is longer than " + MAX_BYTES + " bytes");
            return keys(new String(bytes, StandardCharsets.UTF_8));
        } catch (ParseException | IllegalArgumentException e) {
            throw new CompletionException(new IOException("the answer is no JSON Web Key Set", e));
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** Those that can be read: RFC 7517 has the others ignored (section 5). */
    private static List<JWK> keys(String document) throws ParseException {
        Map<String, Object>[] members = JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(document), "keys");
        if (members == null) throw new ParseException("there are no keys", 0);
        var keys = new ArrayList<JWK>();
        for (Map<String, Object> member : members) {
            try {
                keys.add(JWK.parse(member));
            } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
                LOG.warn("A key of auth.jwks-url cannot be read and is left out: {}", e.getMessage());
            }
        }
        return keys;
    }
}
