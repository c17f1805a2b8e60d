package dev.footfall.operations.spikes;

import dev.footfall.events.Sha256;
import dev.footfall.events.Unchecked;
import dev.footfall.queryapi.auth.AuthConfig;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A receiver of signed messages. Where it redirects to, nothing is sent. */
public final class Webhook {
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** The header with the signature: {@code sha256=} and the HMAC of the body, in hexadecimal digits. */
    static final String SIGNATURE = "X-Footfall-Signature";

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_PATIENCE)
            .build();
    private final URI url;
    private final byte[] secret;

    /** Takes an https URL, or an http URL of this machine: nobody on the way may read what is sent. */
    public Webhook(URI url, String secret) {
        AuthConfig.requireSafe("webhook.url", url);
        this.url = url;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** {@code isOfMessage}: another message may be taken all the same; {@code pause}: as asked by {@code Retry-After}. */
    record Failure(String reason, boolean isOfMessage, Duration pause) {
        Failure(String reason) {
            this(reason, false, Duration.ZERO);
        }
    }

    /** Empty when it was taken (2xx). The body of the answer is not read. */
    Optional<Failure> send(byte[] json) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("User-Agent", "footfall")
                .header(
                        SIGNATURE,
                        "sha256="
                                + HexFormat.of().formatHex(Sha256.keyed(secret).doFinal(json)))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                .build();
        CompletableFuture<HttpResponse<InputStream>> response =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            return failure(response.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return Optional.of(new Failure(String.valueOf(e.getCause())));
        } catch (TimeoutException e) {
            boolean unused = response.cancel(true);
            return Optional.of(new Failure("it did not answer within " + PATIENCE.toSeconds() + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Failure("this process stops"));
        }
    }

    private static Optional<Failure> failure(HttpResponse<InputStream> response) {
        Unchecked.run("an answer that is not read cannot be closed", response.body()::close);
        int status = response.statusCode();
        if (status / 100 == 2) return Optional.empty();
        boolean isOfMessage = status / 100 == 4 && status != REQUEST_TIMEOUT && status != TOO_MANY_REQUESTS;
        String after = response.headers().firstValue("Retry-After").orElse("");
        long seconds = after.matches("\\d{1,9}") ? Long.parseLong(after) : 0;
        var pause = Duration.ofSeconds(Math.min(seconds, LONGEST_PAUSE.toSeconds()));
        return Optional.of(new Failure("it answered " + status, isOfMessage, pause));
    }
}
