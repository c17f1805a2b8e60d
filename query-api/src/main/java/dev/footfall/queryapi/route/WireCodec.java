package dev.footfall.queryapi.route;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.queryapi.peers.MalformedQuestion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Queries and their answers as bytes between nodes. A query is known by the simple name of its class; only those that are
 * listed are ever read. The answer's type is the type argument of the query's class.
 */
public final class WireCodec {
    private final ObjectMapper mapper = WireTypes.mapper();
    private final Map<String, Class<? extends PartitionQuery<?>>> queries;
    private final Map<Class<?>, AnswerFormat<?>> formats = new ConcurrentHashMap<>();

    private record RequestHead(String state, String query, boolean standbyToo, List<Integer> partitions) {}

    public WireCodec(Collection<Class<? extends PartitionQuery<?>>> queries) {
        this.queries = queries.stream().collect(Collectors.toMap(Class::getSimpleName, Function.identity()));
    }

    /** Made when it is first needed: a node that is alone needs none, and each takes milliseconds of its start. */
    private AnswerFormat<?> formatOf(Class<?> query) {
        if (!queries.containsValue(query)) throw new IllegalArgumentException("not listed: " + query);
        return RowsQuery.class.isAssignableFrom(query)
                ? new StreamedRows<>(mapper, typeArgument(query, RowsQuery.class))
                : new WholeAnswers<>(mapper, typeArgument(query, PartitionQuery.class));
    }

    private JavaType typeArgument(Class<?> query, Class<?> kind) {
        return mapper.getTypeFactory().findTypeParameters(mapper.constructType(query), kind)[0];
    }

    @SuppressWarnings("unchecked") // a format was made for the very type that its class says
    <T> AnswerFormat<T> format(PartitionQuery<T> query) {
        return (AnswerFormat<T>) formats.computeIfAbsent(query.getClass(), this::formatOf);
    }

    byte[] encode(PeerRequest<?> request) {
        String name = request.query().getClass().getSimpleName();
        var bytes = new ByteArrayOutputStream();
        try (var out = mapper.createGenerator(bytes)) {
            mapper.writeValue(out, new RequestHead(request.state(), name, request.standbyToo(), request.partitions()));
            mapper.writeValue(out, request.query());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    PeerRequest<?> decode(byte[] bytes, int partitions) throws MalformedQuestion {
        try (JsonParser in = mapper.createParser(bytes)) {
            RequestHead head = WireTypes.present(mapper.readValue(in, RequestHead.class));
            Class<? extends PartitionQuery<?>> type = queries.get(head.query);
            if (type == null) throw new MalformedQuestion("The question is unknown to this node");
            PartitionQuery<?> query = WireTypes.present(mapper.readValue(in, type));
            if (in.nextToken() != null) throw new MalformedQuestion("The question has trailing content");
            boolean areThere = head.partitions.stream().allMatch(number -> number >= 0 && number < partitions);
            if (!areThere) throw new MalformedQuestion("The question names partitions that do not exist");
            return new PeerRequest<>(head.state, query, head.partitions, head.standbyToo);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new MalformedQuestion("The question cannot be read");
        }
    }
}
