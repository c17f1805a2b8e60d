package dev.footfall.ingest.inbound;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.footfall.events.EventCodec;
import dev.footfall.events.Unchecked;
import dev.footfall.ingest.GzipMembers;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.ProblemDetails;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** A program of jq beside this class, for one request, by one thread; it makes requests, lines or {@code skip}s. */
public final class JqProgram {
    static final int MOST_LEVELS = 64;
    static final int MOST_TOKENS = 1_000_000;
    static final String BOUNDS = MOST_LEVELS + " levels or " + MOST_TOKENS + " values";
    private static final int MOST_UNPACKED_BYTES = 16 << 20;

    private static final ObjectMapper JSON = new ObjectMapper(EventCodec.JSON
            .rebuild()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_LEVELS)
                    .maxTokenCount(MOST_TOKENS)
                    .build())
            .build());
    private static final Map<String, JsonQuery> COMPILED = new ConcurrentHashMap<>();
    private static final Scope BUILT_IN = Scope.newEmptyScope();

    static {
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, BUILT_IN);
        for (String unstable : List.of("now", "localtime", "env")) {
            BUILT_IN.addFunction(unstable, 0, (scope, arguments, in, path, output, version) -> {
                throw new JsonQueryException(unstable + " is not there: a mapping gives the same each time");
            });
        }
        for (String rounding : List.of("floor", "ceil", "round")) {
            Function toDouble = BUILT_IN.getFunction(rounding, 0);
            BUILT_IN.addFunction(rounding, 0, (scope, arguments, in, path, output, version) -> {
                PathOutput integer = (made, at) ->
                        output.emit(made.canConvertToLong() ? LongNode.valueOf(made.longValue()) : made, at);
                toDouble.apply(scope, arguments, in, path, integer, version);
            });
        }
    }

    private final JsonQuery program;
    private final Scope scope = scope();
    private int unpackedBytes;

    public JqProgram(String name, Map<String, JsonNode> variables) {
        this.program = COMPILED.computeIfAbsent(name, any -> compile(resource("prelude") + resource(name)));
        variables.forEach(scope::setValue);
        scope.addFunction("unpacked", 0, (inner, arguments, in, path, output, version) -> {
            output.emit(TextNode.valueOf(unpacked(in.asText())), null);
        });
    }

    public static JsonQuery compile(String text) {
        try {
            return JsonQuery.compile(text, Versions.JQ_1_7);
        } catch (JsonQueryException e) {
            String where = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException("the mapping is no jq: " + where, e);
        }
    }

    /** A scope with jq's deterministic functions, for variables and functions of one's own. */
    public static Scope scope() {
        return Scope.newChildScope(BUILT_IN);
    }

    /** Several values may follow each other. An {@link HttpProblemException} says what is wrong. */
    public static void read(byte[] body, Consumer<JsonNode> each) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() == null) throw bad("The body is empty");
            do each.accept(JSON.readTree(parser));
            while (parser.nextToken() != null);
        } catch (IOException e) { // its message may quote the body
            throw bad("The body is not JSON in UTF-8, or more than " + BOUNDS);
        }
    }

    /** Maps an envelope; an {@link HttpProblemException} says that it is another one. */
    public void run(JsonNode envelope, Consumer<JsonNode> each) {
        try {
            program.apply(scope, envelope, each::accept);
        } catch (JsonQueryException | ClassCastException | IndexOutOfBoundsException e) { // the message may quote it
            throw bad("The body is not what this producer sends");
        }
    }

    public static HttpProblemException bad(String detail) {
        var problem = new ProblemDetails(400, "BadEnvelope", detail + ". Nothing was written.");
        return new HttpProblemException(problem.reply(json -> {}));
    }

    private String unpacked(String base64) throws JsonQueryException {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length > 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B) {
                try (InputStream plain = new GzipMembers(new ByteArrayInputStream(bytes), 8 << 10)) {
                    bytes = plain.readNBytes(MOST_UNPACKED_BYTES - unpackedBytes + 1);
                }
            }
            unpackedBytes += bytes.length;
            if (unpackedBytes > MOST_UNPACKED_BYTES) throw bad("Its texts have more than 16 MiB, unpacked");
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | IOException e) {
            throw new JsonQueryException("no base64 of a text");
        }
    }

    private static String resource(String name) {
        return Unchecked.text(JqProgram.class, name + ".jq");
    }
}
