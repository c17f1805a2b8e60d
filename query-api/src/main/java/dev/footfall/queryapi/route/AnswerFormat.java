package dev.footfall.queryapi.route;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalRead.AsOf;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

interface AnswerFormat<T> {
    /** True if an answer is read while it comes in. */
    default boolean isStreamed() {
        return false;
    }

    void write(PartitionQuery<T> query, Map<Integer, PartitionResult<T>> results, OutputStream out) throws IOException;

    /** Closes the body unless a result reads it. Fails if it is no answer about {@code asked}, each at most once. */
    Map<Integer, PartitionResult<T>> read(Set<Integer> asked, InputStream body) throws IOException;

    /** Answers that fit in memory: a list of {@link WireResult}. */
    final class WholeAnswers<T> implements AnswerFormat<T> {
        private final ObjectWriter writer;
        private final ObjectReader reader;

        WholeAnswers(ObjectMapper mapper, JavaType answer) {
            TypeFactory types = mapper.getTypeFactory();
            JavaType results =
                    types.constructCollectionType(List.class, types.constructParametricType(WireResult.class, answer));
            this.writer = mapper.writerFor(results);
            this.reader = mapper.readerFor(results).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        }

        @Override
        public void write(PartitionQuery<T> query, Map<Integer, PartitionResult<T>> results, OutputStream out)
                throws IOException {
            writer.writeValue(out, WireResult.of(results));
        }

        @Override
        public Map<Integer, PartitionResult<T>> read(Set<Integer> asked, InputStream body) throws IOException {
            try (body;
                    JsonParser in = reader.createParser(body)) {
                List<WireResult<T>> all = reader.readValue(in);
                return WireResult.results(WireTypes.present(all), asked);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IOException("no answer", e);
            }
        }
    }

    /** Found with its time, not ready for a reason, or, with neither, not owned. */
    record WireResult<T>(
            int partition, boolean isStandby, Optional<AsOf> asOf, Optional<T> value, Optional<String> why) {
        public WireResult {
            boolean isOne = asOf.isPresent() == value.isPresent() && !(value.isPresent() && why.isPresent());
            if (!isOne) throw new IllegalArgumentException("a result for partition " + partition + " that is none");
        }

        static <T> List<WireResult<T>> of(Map<Integer, PartitionResult<T>> results) {
            List<WireResult<T>> all = new ArrayList<>();
            results.forEach((partition, result) -> all.add(
                    new WireResult<>(partition, result.isStandby(), result.asOf(), result.value(), result.why())));
            return all;
        }

        /** Each was asked, and none is there twice. */
        static <T> Map<Integer, PartitionResult<T>> results(List<WireResult<T>> all, Set<Integer> asked)
                throws IOException {
            Map<Integer, PartitionResult<T>> results = new TreeMap<>();
            for (WireResult<T> one : all) {
                boolean isNew = asked.contains(one.partition)
                        && results.put(one.partition, new PartitionResult<>(one.read(), one.isStandby)) == null;
                if (!isNew) throw new IOException("a result for partition " + one.partition);
            }
            return results;
        }

        private LocalRead<T> read() {
            if (value.isPresent() && asOf.isPresent()) return new LocalRead.Found<>(value.get(), asOf.get());
            return why.<LocalRead<T>>map(reason -> new LocalRead.NotReady<>(partition, reason))
                    .orElseGet(() -> new LocalRead.NotOwned<>(partition));
        }
    }
}
