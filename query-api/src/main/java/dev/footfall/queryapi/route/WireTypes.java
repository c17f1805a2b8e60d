package dev.footfall.queryapi.route;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.Converter;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.footfall.aggregator.counts.DistinctHashes;
import dev.footfall.aggregator.query.PackedUsers;
import dev.footfall.events.RepoId;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
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
        new Scalar<>(RepoId.class, String.class).add(module, RepoId::key, WireTypes::repo);
        new Scalar<>(LocalDate.class, Integer.class)
                .add(module, date -> Math.toIntExact(date.toEpochDay()), LocalDate::ofEpochDay);
        new Scalar<>(Instant.class, String.class).add(module, Instant::toString, Instant::parse);
        new Scalar<>(PackedUsers.class, byte[].class).add(module, PackedUsers::toByteArray, PackedUsers::of);
        new Scalar<>(DistinctHashes.class, byte[].class)
                .add(module, DistinctHashes::toByteArray, bytes -> DistinctHashes.of(DistinctHashes.MOST, bytes));
        return module;
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

    private record Scalar<T, S>(Class<T> type, Class<S> written) {
        void add(SimpleModule module, Function<T, S> write, Function<S, T> read) {
            module.addSerializer(type, new StdDelegatingSerializer(type, new Conversion<>(type, written, write)));
            module.addDeserializer(type, new StdDelegatingDeserializer<>(new Conversion<>(written, type, read)));
        }
    }

    private record Conversion<A, B>(Class<A> from, Class<B> to, Function<A, B> function) implements Converter<A, B> {
        @Override
        public B convert(A value) {
            return function.apply(value);
        }

        @Override
        public JavaType getInputType(TypeFactory types) {
            return types.constructType(from);
        }

        @Override
        public JavaType getOutputType(TypeFactory types) {
            return types.constructType(to);
        }
    }
}
