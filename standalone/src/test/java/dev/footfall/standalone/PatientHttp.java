package dev.footfall.standalone;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The way in which tests ask a product that they have started. After a start, a promotion or a move of partitions, 503
 * with {@code Retry-After} means "not yet": the request is sent again until there is another answer. A test whose
 * subject is a 503 asks by a client of its own.
 */
public final class PatientHttp {
    /** Much longer than a start takes where a test has a third of a core. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private PatientHttp() {}

    /** The first answer that is no "not yet"; after {@link #PATIENCE} the last one, whatever it is. */
    public static <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        HttpResponse<T> first = HTTP.send(request, body);
        if (!isNotYet(first)) return first;
        var last = new CopyOnWriteArrayList<>(List.of(first));
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> {
                last.set(0, HTTP.send(request, body));
                return !isNotYet(last.get(0));
            });
        } catch (ConditionTimeoutException e) { // the test says what it expected instead
        }
        return last.get(0);
    }

    private static boolean isNotYet(HttpResponse<?> answer) {
        return answer.statusCode() == 503
                && answer.headers().firstValue("Retry-After").isPresent();
    }
}
