package dev.footfall.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.Unchecked;
import dev.footfall.ingest.redaction.LogText;
import dev.footfall.web.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class ApiClient {
    /** Times that a question is asked again which has no answer at the moment: 503 (RFC 9110, 15.6.4). */
    private static final int MOST_TIMES = 10;

    /** Includes the handshake of TLS, which takes seconds where a process has a third of a core. */
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(15);

    private static final Duration BETWEEN_TIMES = Duration.ofSeconds(1);

    /** Timeout of administrative requests, which may read two whole states. */
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(15);

    private static final int SHOWN_CHARACTERS = 200;
    private static final String IS_FOOTFALL = ": is --endpoint the address of a Footfall API?";

    private static final String MAKE_TOKEN =
            "; 'footfall token --user op --admin' prints an administrator's token, for --token or FOOTFALL_TOKEN";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build();
    private final String endpoint;
    private final Optional<String> token;
    private final Asker asker;
    private final Consumer<String> notices;

    ApiClient(String endpoint, Optional<String> token, Asker asker, Consumer<String> notices) {
        this.endpoint = endpoint.replaceAll("/+$", "");
        this.token = token;
        this.asker = asker;
        this.notices = notices;
    }

    /** {@code patience}: with the head of an answer, and with each further part. */
    record Asker(boolean isAdministrator, Duration patience) {
        static final Asker ANYBODY = new Asker(false, Duration.ofSeconds(30));

        static final Asker ADMINISTRATOR = new Asker(true, LONG_PATIENCE);
    }

    /**
     * {@code what} names the thing in a refusal. Fails if refused, with {@link UsageError} if a parameter is, and if the
     * answer has no such member.
     */
    JsonNode get(String path, String what, String member) {
        JsonNode answer = parse(text(path, what));
        if (answer.has(member)) return answer;
        throw new IllegalStateException(endpoint + " answered without \"" + member + "\": "
                + LogText.cut(answer.toString(), SHOWN_CHARACTERS) + IS_FOOTFALL);
    }

    /** A missing node if the answer has no body. Fails as {@link #get} does, and if it cannot be done as things are. */
    JsonNode post(String path, JsonNode body, String what) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        return parse(read(opened(send(request), what)));
    }

    String text(String path, String what) {
        return read(open(path, what));
    }

    private String read(InputStream answer) {
        try (answer) {
            var bytes = new ByteArrayOutputStream();
            copy(answer, bytes, asker.patience);
            return bytes.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    /** Throws as {@link #get} does, also when it breaks off. Fails if it cannot be written. */
    void copy(String path, String what, OutputStream out) throws IOException {
        try (InputStream body = open(path, what)) {
            copy(body, out, LONG_PATIENCE); // it may be silent while a large state is read
        }
    }

    private void copy(InputStream body, OutputStream out, Duration patience) throws IOException {
        var buffer = new byte[1 << 16];
        for (int read = next(body, buffer, patience); read >= 0; read = next(body, buffer, patience)) {
            out.write(buffer, 0, read);
        }
    }

    /** The timeout of a request ends with the head of its answer. */
    private int next(InputStream body, byte[] buffer, Duration patience) {
        try {
            return CompletableFuture.supplyAsync(() -> Unchecked.io(() -> body.read(buffer)))
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw brokenOff(e);
        }
    }

    private IllegalStateException brokenOff(Exception e) {
        return new IllegalStateException("the answer of " + endpoint + " was cut short: none of it can be used", e);
    }

    private InputStream open(String path, String what) {
        HttpResponse<InputStream> response = answer(path);
        Optional<NewName> renamed = NewName.of(response);
        if (renamed.isEmpty()) return opened(response, what);
        notices.accept("the repository is called " + renamed.get().name() + " now");
        return opened(answer(renamed.get().path()), what);
    }

    private HttpResponse<InputStream> answer(String path) {
        HttpResponse<InputStream> response = send(request(path));
        for (int times = 0; response.statusCode() == 503 && times < MOST_TIMES; times++) {
            if (times == 0) notices.accept(endpoint + " answers 503: retrying for " + MOST_TIMES + " seconds");
            var unused = read(response.body());
            LockSupport.parkNanos(BETWEEN_TIMES.toNanos());
            response = send(request(path));
        }
        return response;
    }

    private InputStream opened(HttpResponse<InputStream> response, String what) {
        if (response.statusCode() / 100 == 2 && strange(response).isEmpty()) return response.body();
        throw refused(response, read(response.body()), what);
    }

    /** A page, such as one to sign in at, or JSON for a table: other servers give them with 200, too. */
    private static Optional<String> strange(HttpResponse<?> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (type.startsWith("text/html")) return Optional.of(" with a page");
        boolean isTable = String.valueOf(response.uri().getQuery()).matches(".*format=(csv|ndjson).*");
        boolean isOther = isTable && response.statusCode() == 200 && type.startsWith("application/json");
        return isOther ? Optional.of(" with JSON instead of a table") : Optional.empty();
    }

    private RuntimeException refused(HttpResponse<?> response, String body, String what) {
        int status = response.statusCode();
        boolean isElsewhere = status / 100 == 3;
        Optional<String> strange = isElsewhere
                ? Optional.of(" and names "
                        + response.headers().firstValue("Location").orElse("no place"))
                : strange(response);
        if (strange.isPresent())
            return new IllegalStateException(endpoint + " answered " + status + strange.get() + IS_FOOTFALL);
        if (status == 404) return new IllegalStateException("there is no " + what + " at " + endpoint);
        JsonNode problem = parse(body);
        String detail = problem.path("detail").asText(problem.path("title").asText("no reason given"));
        if (status == 400) return new UsageError(detail);
        if (status == 409) return new IllegalStateException(detail);
        boolean lacksToken = asker.isAdministrator && (status == 401 || status == 403);
        return new IllegalStateException(
                endpoint + " answered " + status + ": " + detail + (lacksToken ? MAKE_TOKEN : ""));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = UsageError.unless(() -> HttpRequest.newBuilder(URI.create(endpoint + path)))
                .timeout(asker.patience);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            boolean isSlow = e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException);
            if (isSlow) throw new IllegalStateException(endpoint + " did not answer in time", e);
            throw new IllegalStateException(
                    "no API answers at " + endpoint + " (" + Unchecked.reason(e)
                            + "): is 'footfall run' running, and is --endpoint correct?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + endpoint, e);
        }
    }

    private JsonNode parse(String body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(endpoint + " does not answer in JSON: is it a Footfall API?", e);
        }
    }

    record NewName(String path, String name) {
        private static final Pattern LOCATION =
                Pattern.compile("(?:/api)?(/[a-z]+/([A-Za-z0-9._-]+/[A-Za-z0-9._-]+)/[A-Za-z0-9._~%/?&=,:+-]*)");

        /** Empty for any other response or target, so that the token goes nowhere else. */
        static Optional<NewName> of(HttpResponse<?> response) {
            if (response.statusCode() != 301) return Optional.empty();
            return response.headers()
                    .firstValue("Location")
                    .map(LOCATION::matcher)
                    .filter(Matcher::matches)
                    .map(found -> new NewName(found.group(1), found.group(2)));
        }
    }
}
