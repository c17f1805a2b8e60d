package dev.footfall.operations.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class AdminAnswersTest {
    @Test
    void saysWhyTlsRefuses() {
        var alert = new SSLHandshakeException("Received fatal alert: certificate_unknown");
        KafkaFuture<String> answer = KafkaFuture.completedFuture("").thenApply(any -> {
            throw new SslAuthenticationException("Failed to process post-handshake messages", alert);
        });

        IllegalStateException refusal = assertThrows(
                IllegalStateException.class,
                () -> new AdminAnswers(Map.of("bootstrap.servers", "kafka-1:9092"), Duration.ofSeconds(1))
                        .await(answer));

        assertEquals(
                "Kafka at kafka-1:9092 refused: Failed to process post-handshake messages: Received fatal alert: certificate_unknown",
                refusal.getMessage());
    }

    @Test
    void remindsOfTheNamesThatBrokersGiveThemselves() {
        KafkaFuture<String> answer = KafkaFuture.completedFuture("").thenApply(any -> {
            throw new TimeoutException("Timed out waiting for a node assignment");
        });

        IllegalStateException refusal = assertThrows(
                IllegalStateException.class,
                () -> new AdminAnswers(Map.of("bootstrap.servers", "kafka-1:9092"), Duration.ofSeconds(1))
                        .await(answer));

        assertEquals(
                "no Kafka answers at kafka-1:9092 within 1 s: is it running, is kafka.bootstrap-servers right,"
                        + " and advertised.listeners reachable?",
                refusal.getMessage());
    }
}
