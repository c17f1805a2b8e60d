package dev.footfall.logs.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.footfall.events.ByteBudget;
import dev.footfall.events.Unchecked;
import dev.footfall.ingest.GzipMembers;
import dev.footfall.ingest.jq.BudgetedJq;
import dev.footfall.ingest.jq.BudgetedJson;
import dev.footfall.web.HttpProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * A program of jq beside this class, for one envelope, by one thread; it makes requests, lines or {@code skip}s. The
 * envelope, what is packed in it and what is made of it have one budget.
 */
public final class JqProgram {
    /** An envelope of 8 MiB, the hundreds of thousands of values in it, and the lines that they become. */
    public static final long MOST_BYTES = 96 << 20;

    private static final Map<String, BudgetedJq> COMPILED = new ConcurrentHashMap<>();
    private static final int BUFFER_BYTES = 8 << 10;

    private final BudgetedJq program;
    private final Scope scope = BudgetedJq.scope();
    private final ByteBudget budget;

    JqProgram(String name, Map<String, JsonNode> variables, ByteBudget budget) {
        this.program = COMPILED.computeIfAbsent(name, any -> BudgetedJq.compile(resource("prelude") + resource(name)));
        this.budget = budget;
        variables.forEach(scope::setValue);
        scope.addFunction("unpacked", 0, (inner, arguments, in, path, output, version) -> {
            output.emit(TextNode.valueOf(unpacked(in.asText())), null);
        });
    }

    /**
     * Maps an envelope of one or more values. An {@link HttpProblemException} says that it is another one, a {@link
     * ByteBudget.ExceededException} that it becomes too much.
     */
    public void read(byte[] body, Consumer<JsonNode> each) {
        try {
            BudgetedJson.read(body, budget, envelope -> run(envelope, each));
        } catch (IOException e) { // its message may quote the body
            throw OtlpMessages.bad(
                    "The body is empty, or not JSON in UTF-8 of at most " + BudgetedJson.MOST_LEVELS + " levels");
        }
    }

    /** The same of OTLP's protobuf. */
    public void readOtlp(byte[] message, Consumer<JsonNode> each) {
        run(OtlpMessages.logs(message, budget), each);
    }

    /** The same of a body that is a text to the program. */
    public void readText(byte[] text, Consumer<JsonNode> each) {
        budget.take(2L * text.length);
        run(TextNode.valueOf(new String(text, StandardCharsets.UTF_8)), each);
    }

    private void run(JsonNode envelope, Consumer<JsonNode> each) {
        try {
            program.apply(scope, envelope, budget, each);
        } catch (JsonQueryException | ClassCastException | IndexOutOfBoundsException e) { // the message may quote it
            throw OtlpMessages.bad("The body does not have the form that this producer sends");
        }
    }

    private String unpacked(String base64) throws JsonQueryException {
        try {
            budget.take(2L * base64.length());
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length > 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B) {
                try (InputStream plain = new GzipMembers(new ByteArrayInputStream(bytes), BUFFER_BYTES)) {
                    bytes = budget.readAll(plain);
                }
            }
            budget.take(isAscii(bytes) ? bytes.length : 2L * bytes.length);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | IOException e) {
            throw new JsonQueryException("not the base64 of a text");
        }
    }

    private static boolean isAscii(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && bytes[at] >= 0) at++;
        return at == bytes.length;
    }

    private static String resource(String name) {
        return Unchecked.text(JqProgram.class, name + ".jq");
    }
}
