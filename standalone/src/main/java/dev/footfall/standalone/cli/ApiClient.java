package dev.footfall.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.Unchecked;
import dev.footfall.web.Json;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class ApiClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Times that a question is asked again which has no answer just now: 503 (RFC 9110, 15.6.4). */
    private static final int MOST_TIMES = 10;

    private static final Duration BETWEEN_TIMES = Duration.ofSeconds(1);

    /** Timeout of administrative requests, which may read two whole states. */
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(15);

    private static final String MAKE_TOKEN =
            "; 'footfall token --user op --admin' makes one of an administrator, for --token or FOOTFALL_TOKEN";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String endpoint;
    private final Optional<String> token;
    private final boolean isAdministrators;
    private final Consumer<String> notices;

    ApiClient(String endpoint, Optional<String> token, boolean isAdministrators, Consumer<String> notices) {
        this.endpoint = endpoint.replaceAll("/+$", "");
        this.token = token;
        this.isAdministrators = isAdministrators;
        this.notices = notices;
    }

    /** {@code what} names the thing in a refusal. Fails if refused, with {@link UsageError} if a parameter is. */
    JsonNode get(String path, String what) {
        return parse(text(path, what));
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
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    /** Throws as {@link #get} does, also when it breaks off. Fails if it cannot be written. */
    void copy(String path, String what, OutputStream out) throws IOException {
        try (InputStream body = open(path, what)) {
            var buffer = new byte[1 << 16];
            for (int read = next(body, buffer); read >= 0; read = next(body, buffer)) out.write(buffer, 0, read);
        }
    }

    private int next(InputStream body, byte[] buffer) {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    private IllegalStateException brokenOff(IOException e) {
        return new IllegalStateException("the answer of " + endpoint + " broke off: nothing of it can be used", e);
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
            if (times == 0) notices.accept(endpoint + " answers 503: asking again for " + MOST_TIMES + " seconds");
            var unused = read(response.body());
            LockSupport.parkNanos(BETWEEN_TIMES.toNanos());
            response = send(request(path));
        }
        return response;
    }

    private InputStream opened(HttpResponse<InputStream> response, String what) {
        if (response.statusCode() / 100 == 2 && !isPage(response)) return response.body();
        throw refused(response, read(response.body()), what);
    }

    /** True for the page of another server, such as one to sign in at, which may come with 200. */
    private static boolean isPage(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
    }

    private RuntimeException refused(HttpResponse<?> response, String body, String what) {
        int status = response.statusCode();
        boolean isElsewhere = status / 100 == 3;
        if (isElsewhere || isPage(response)) {
            String found = isElsewhere
                    ? " and names " + response.headers().firstValue("Location").orElse("no place")
                    : " with a page";
            return new IllegalStateException(
                    endpoint + " answered " + status + found + ": is --endpoint that of a Footfall API?");
        }
        if (status == 404) return new IllegalStateException("there is no " + what + " at " + endpoint);
        JsonNode problem = parse(body);
        String detail = problem.path("detail").asText(problem.path("title").asText("no reason given"));
        if (status == 400) return new UsageError(detail);
        if (status == 409) return new IllegalStateException(detail);
        boolean lacksToken = isAdministrators && (status == 401 || status == 403);
        return new IllegalStateException(
                endpoint + " answered " + status + ": " + detail + (lacksToken ? MAKE_TOKEN : ""));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = UsageError.unless(() -> HttpRequest.newBuilder(URI.create(endpoint + path)))
                .timeout(isAdministrators ? LONG_PATIENCE : PATIENCE);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            boolean isSlow = e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException);
            if (isSlow) throw new IllegalStateException(endpoint + " has not answered in time", e);
            throw new IllegalStateException(
                    "no API answers at " + endpoint + " (" + Unchecked.reason(e)
                            + "): is 'footfall run' running, and is --endpoint right?",
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
