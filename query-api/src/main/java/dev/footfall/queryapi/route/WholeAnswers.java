package dev.footfall.queryapi.route;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.util.List;
import java.util.Set;

/** Answers that fit in memory: a list of {@link PartitionResult}. */
final class WholeAnswers<T> implements AnswerFormat<T> {
    private final ObjectWriter writer;
    private final ObjectReader reader;

    WholeAnswers(ObjectMapper mapper, JavaType answer) {
        TypeFactory types = mapper.getTypeFactory();
        JavaType result = types.constructParametricType(PartitionResult.class, answer);
        JavaType results = types.constructCollectionType(List.class, result);
        this.writer = mapper.writerFor(results);
        this.reader = mapper.readerFor(results).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    @Override
    public void write(PartitionQuery<T> query, List<PartitionResult<T>> results, OutputStream out) throws IOException {
        writer.writeValue(out, results);
    }

    @Override
    public List<PartitionResult<T>> read(Set<Integer> asked, InputStream body) throws IOException {
        try (body;
                JsonParser in = reader.createParser(body)) {
            List<PartitionResult<T>> all = reader.readValue(in);
            return AnswerFormat.checked(WireTypes.present(all), asked);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("no answer", e);
        }
    }
}
