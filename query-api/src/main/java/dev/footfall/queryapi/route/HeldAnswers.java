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
import java.util.Map;
import java.util.Set;

/** Answers that are short enough to be held: a list of {@link WireResult}. */
final class HeldAnswers<T> implements AnswerFormat<T> {
    private final ObjectWriter writer;
    private final ObjectReader reader;

    HeldAnswers(ObjectMapper mapper, JavaType answer) {
        TypeFactory types = mapper.getTypeFactory();
        JavaType results =
                types.constructCollectionType(List.class, types.constructParametricType(WireResult.class, answer));
        this.writer = mapper.writerFor(results);
        this.reader = mapper.readerFor(results).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    @Override
    public boolean isStreamed() {
        return false;
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
