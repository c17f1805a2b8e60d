package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.standalone.settings.Settings;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TargetKafkaTest {
    private static final Settings SETTINGS =
            Settings.read(null, Map.of(), Map.of("kafka.bootstrap-servers", "kafka-1.invalid:9092"));

    /** It ends the start with what is awaited, before anybody asks for that Kafka. */
    private static final class Ending implements ProcessListener {
        @Override
        public void failed(String sentence) {
            throw new IllegalStateException(sentence);
        }

        @Override
        public void awaits(Supplier<Awaited> awaited) {
            throw new IllegalStateException(awaited.get().what());
        }
    }

    @Test
    void namesTheKafkaThatItWaitsFor() {
        var ofLog = assertThrows(
                IllegalStateException.class,
                () -> TargetKafka.ofLog(SETTINGS, new Ending()).close());
        var open = assertThrows(
                IllegalStateException.class,
                () -> TargetKafka.open(SETTINGS, new Ending()).close());

        assertEquals("Kafka at kafka-1.invalid:9092", ofLog.getMessage());
        assertEquals("Kafka at kafka-1.invalid:9092", open.getMessage());
    }
}
