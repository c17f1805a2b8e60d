package dev.footfall.queryapi.route;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.footfall.aggregator.counting.DistinctHashes;
import dev.footfall.aggregator.query.PackedUsers;
import dev.footfall.events.RepoId;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The values of queries and answers in CBOR: a record is the array of its components, so that both ends have to know the same
 * record. A missing or an empty component, one too many, and anything nested deeper or longer than any value is are refused.
 */
final class WireTypes {
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(16)
            .maxStringLength(64 << 10)
            .maxNameLength(64)
            .maxNumberLength(32)
            .build();

    private WireTypes() {}

    static ObjectMapper mapper() {
        CBORFactory factory =
                CBORFactory.builder().streamReadConstraints(BOUNDS).build();
        return CBORMapper.builder(factory)
                .annotationIntrospector(new RecordsAsArrays())
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
                .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .addModule(new Jdk8Module())
                .addModule(scalars())
                .build();
    }

    /** A value that was read, which may be CBOR's null. */
    static <T> T present(@Nullable T value) throws IOException {
        if (value == null) throw new IOException("nothing");
        return value;
    }

    private static SimpleModule scalars() {
        var module = new SimpleModule();
        add(module, RepoId.class, (repo, out) -> out.writeString(repo.key()), in -> repo(text(in)));
        add(
                module,
                LocalDate.class,
                (date, out) -> out.writeNumber(date.toEpochDay()),
                in -> LocalDate.ofEpochDay(in.getIntValue()));
        add(module, Instant.class, (time, out) -> out.writeString(time.toString()), in -> Instant.parse(text(in)));
        add(
                module,
                PackedUsers.class,
                (users, out) -> out.writeBinary(users.toByteArray()),
                in -> PackedUsers.of(bytes(in)));
        add(
                module,
                DistinctHashes.class,
                (hashes, out) -> out.writeBinary(hashes.toByteArray()),
                in -> DistinctHashes.of(DistinctHashes.MOST, bytes(in)));
        return module;
    }

    private static String text(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) throw new IOException("no text");
        return in.getText();
    }

    private static byte[] bytes(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_EMBEDDED_OBJECT) throw new IOException("no bytes");
        return in.getBinaryValue();
    }

    private static RepoId repo(String key) {
        return RepoId.ofKey(key).orElseThrow(() -> new IllegalArgumentException("no repository"));
    }

    private static final class RecordsAsArrays extends NopAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public JsonFormat.Value findFormat(Annotated type) {
            return type.getRawType().isRecord()
                    ? JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY)
                    : JsonFormat.Value.empty();
        }
    }

    @FunctionalInterface
    private interface Writer<T> {
        void write(T value, JsonGenerator out) throws IOException;
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(JsonParser in) throws IOException;
    }

    private static <T> void add(SimpleModule module, Class<T> type, Writer<T> writer, Reader<T> reader) {
        module.addSerializer(type, new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                writer.write(value, out);
            }
        });
        module.addDeserializer(type, new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return reader.read(in);
            }
        });
    }
}
