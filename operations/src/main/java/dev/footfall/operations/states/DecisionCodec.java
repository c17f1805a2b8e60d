package dev.footfall.operations.states;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.footfall.events.Unchecked;
import dev.footfall.queryapi.states.Correction;
import dev.footfall.queryapi.states.DayChange;
import dev.footfall.queryapi.states.StateTotals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

final class DecisionCodec {
    private static final String STATE = "state/";
    private static final String PROMOTION = "promotion/";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a later release may say more
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new Jdk8Module())
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new OfText<>(Instant.class, Instant::parse))
                    .addSerializer(LocalDate.class, ToStringSerializer.instance)
                    .addDeserializer(LocalDate.class, new OfText<>(LocalDate.class, LocalDate::parse)))
            .build();

    private DecisionCodec() {}

    private static final class OfText<T> extends FromStringDeserializer<T> {
        private static final long serialVersionUID = 1;

        private final transient Function<String, T> form;

        OfText(Class<T> type, Function<String, T> form) {
            super(type);
            this.form = form;
        }

        @Override
        protected T _deserialize(String value, DeserializationContext context) {
            return form.apply(value);
        }
    }

    private record CorrectedDay(
            int number, String type, String id, LocalDate date, StateTotals before, StateTotals after) {}

    static ProducerRecord<byte[], byte[]> encode(String topic, Decision decision) {
        if (decision instanceof Decision.Count count) return encode(topic, STATE + count.name(), json(count.rules()));
        if (decision instanceof Decision.Drop drop) {
            return new ProducerRecord<>(topic, 0, bytes(STATE + drop.name()), null);
        }
        Correction correction = ((Decision.Promote) decision).correction();
        return encode(topic, PROMOTION + String.format(Locale.ROOT, "%06d", correction.number()), json(correction));
    }

    static ProducerRecord<byte[], byte[]> encode(String topic, int number, DayChange day) {
        return encode(
                topic,
                day.repo().key(),
                json(new CorrectedDay(
                        number,
                        day.repo().type().label(),
                        day.repo().fullName(),
                        day.date(),
                        day.totalsBefore(),
                        day.totalsAfter())));
    }

    private static ProducerRecord<byte[], byte[]> encode(String topic, String key, byte[] value) {
        return new ProducerRecord<>(topic, 0, bytes(key), value);
    }

    /** Empty for a kind that a later release may know. Fails, naming the place, if a known kind cannot be read. */
    static Optional<Decision> decode(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        try {
            if (key.startsWith(STATE)) {
                String name = key.substring(STATE.length());
                return Optional.of(
                        record.value() == null
                                ? new Decision.Drop(name)
                                : new Decision.Count(name, JSON.readValue(record.value(), StateRules.class)));
            }
            boolean isPromotion = key.startsWith(PROMOTION) && record.value() != null;
            return isPromotion
                    ? Optional.of(new Decision.Promote(JSON.readValue(record.value(), Correction.class)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException(
                    record.topic() + " partition 0 offset " + record.offset() + " is not a decision about states", e);
        }
    }

    private static byte[] json(Object value) {
        return Unchecked.io(() -> JSON.writeValueAsBytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
