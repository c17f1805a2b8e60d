package dev.footfall.operations.topics;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** {@code client}: settings of Kafka's clients; {@code patience}: the wait for Kafka, whose brokers may be restarting. */
public record AdminAnswers(Map<String, ?> client, Duration patience) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int REQUEST_MILLIS = 5_000;
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(10);

    /** Errors that say what exists; their callers know what to do. */
    private static final List<Class<? extends KafkaException>> ANSWERS = List.of(
            TopicExistsException.class, UnknownTopicOrPartitionException.class, TransactionalIdNotFoundException.class);

    public static AdminAnswers of(Map<String, ?> client) {
        return new AdminAnswers(client, PATIENCE);
    }

    String address() {
        return String.valueOf(client.get("bootstrap.servers"));
    }

    /** A client that asks for as long as its answers are awaited. Fails in words if it cannot be made. */
    Admin connect() {
        var settings = new HashMap<String, Object>(client);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        settings.putIfAbsent(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, 20);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(REQUEST_MILLIS, patience.toMillis()));
        try {
            return Admin.create(settings);
        } catch (KafkaException e) { // an unknown host, or a setting that cannot be used: the cause says which
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new IllegalStateException(
                    "Kafka at " + address() + " cannot be reached: " + why
                            + "; check kafka.bootstrap-servers and the KAFKA_... variables",
                    e);
        }
    }

    /** Asks until the topics are known: a broker may learn of a new topic a moment after its maker does. */
    public <T> T awaitKnown(Supplier<KafkaFuture<T>> question) {
        long giveUpNanos = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return await(question.get());
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() > giveUpNanos) throw e;
                LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
            }
        }
    }

    /** Waits for an answer; without one, fails in words for an operator. */
    public <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw refusal(e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka at " + address(), e);
        }
    }

    /** Has an answer; where its right is missing, the failure names that in these words, such as "describe group a". */
    public <T> T allowed(String what, Supplier<T> answer) {
        return allowed(what, answer, () -> "");
    }

    /** The same; the failure ends with a remedy. */
    <T> T allowed(String what, Supplier<T> answer, Supplier<String> remedy) {
        try {
            return answer.get();
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof AuthorizationException)) throw e;
            throw new IllegalStateException(
                    "Kafka at " + address() + " does not allow its user to " + what + ": "
                            + e.getCause().getMessage() + remedy.get(),
                    e.getCause());
        }
    }

    private RuntimeException refusal(KafkaException cause) {
        if (ANSWERS.stream().anyMatch(type -> type.isInstance(cause))) return cause;
        if (cause instanceof TimeoutException) {
            return new IllegalStateException(
                    "no Kafka answers at " + address() + " within " + patience.toSeconds()
                            + " s: is it running, is kafka.bootstrap-servers right, and advertised.listeners reachable?",
                    cause);
        }
        Throwable alert = cause.getCause();
        String reason = cause instanceof SslAuthenticationException && alert != null ? ": " + alert.getMessage() : "";
        return new IllegalStateException("Kafka at " + address() + " refused: " + cause.getMessage() + reason, cause);
    }
}
