package dev.footfall.ingest.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.footfall.events.ByteBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** jq's deterministic functions. Those written in Java ask the budget for what they may make of their input. */
final class MeteredFunctions {
    static final Scope ALL = Scope.newEmptyScope();

    /** The most bytes that a function makes of a character: a number, a match with its captures, an escape. */
    private static final Map<String, Integer> BYTES_PER_CHARACTER = Map.of(
            "explode/0",
            32,
            "_match_impl/3",
            500,
            "_sub_impl/3",
            500,
            "indices/1",
            24,
            "_indices/1",
            24,
            "@uri/0",
            9,
            "@html/0",
            6);

    private static final int MOST_OTHERWISE = 2;
    private static final int TEST_BYTES = 16;
    private static final int ESCAPE_BYTES = 3;
    private static final int ELEMENT_BYTES = 32;
    private static final int VALUE_BYTES = 64;

    /** They write the whole of what they are given, not only its first level. */
    private static final Set<String> WRITERS = Set.of("tojson/0", "tostring/0", "@csv/0", "@tsv/0", "@sh/0");

    /** They only look at what they are given. */
    private static final Set<String> READERS =
            Set.of("length/0", "type/0", "has/1", "not/0", "empty/0", "error/0", "error/1", "contains/1", "range/1");

    static {
        var loader = BuiltinFunctionLoader.getInstance();
        ClassLoader classes = BuiltinFunctionLoader.class.getClassLoader();
        loader.loadFunctionsFromJsonJq(classes, Versions.JQ_1_7, ALL).forEach((name, function) -> {
            new MeteredTree().meter(function);
            ALL.addFunction(name, function);
        });
        loader.loadFunctionsFromServiceLoader(classes, Versions.JQ_1_7)
                .forEach((name, function) -> ALL.addFunction(name, metered(name, function)));
        for (String unstable : List.of("now", "localtime", "env")) {
            ALL.addFunction(unstable, 0, (scope, arguments, in, path, output, version) -> {
                throw new JsonQueryException(
                        unstable + " is not available: a mapping must give the same result " + "each time");
            });
        }
        for (String rounding : List.of("floor", "ceil", "round")) {
            Function toDouble = ALL.getFunction(rounding, 0);
            ALL.addFunction(rounding, 0, (scope, arguments, in, path, output, version) -> {
                PathOutput integer = (made, at) ->
                        output.emit(made.canConvertToLong() ? LongNode.valueOf(made.longValue()) : made, at);
                toDouble.apply(scope, arguments, in, path, integer, version);
            });
        }
    }

    private MeteredFunctions() {}

    private static Function metered(String name, Function function) {
        return switch (name) {
            case "fromjson/0" -> (scope, arguments, in, path, output, version) -> output.emit(parsed(in), null);
            case "split/1" ->
                ofArgument(function, 0, (in, separator) -> {
                    if (in.isTextual() && separator.isTextual()) Meter.takeParts(in.textValue(), separator.textValue());
                });
            case "join/1" ->
                ofArgument(function, 0, (in, separator) -> {
                    Meter.budget().take(in.size(), Meter.textBytes(separator));
                    Meter.budget().take(2 * Meter.textBytes(in));
                });
            case "_match_impl/3" ->
                ofArgument(function, 2, (in, test) -> {
                    int each = test.asBoolean() ? TEST_BYTES : BYTES_PER_CHARACTER.getOrDefault(name, MOST_OTHERWISE);
                    Meter.budget().take(in.asText().length(), each);
                });
            default -> general(name, function);
        };
    }

    /** Emits more than one value only as long as the budget lasts. */
    private static Function general(String name, Function function) {
        int perCharacter = BYTES_PER_CHARACTER.getOrDefault(name, MOST_OTHERWISE);
        boolean isWriter = WRITERS.contains(name);
        return (scope, arguments, in, path, output, version) -> {
            ByteBudget budget = Meter.budget();
            if (in.isTextual()) budget.take(in.textValue().length(), perCharacter);
            else if (isWriter) budget.take(Meter.textBytes(in), ESCAPE_BYTES);
            else if (!READERS.contains(name)) budget.take(in.size(), ELEMENT_BYTES);
            var isFirst = new boolean[] {true};
            PathOutput metered = (made, at) -> {
                if (!isFirst[0]) budget.take(VALUE_BYTES);
                isFirst[0] = false;
                output.emit(made, at);
            };
            function.apply(scope, arguments, in, path, metered, version);
        };
    }

    private interface Charge {
        void take(JsonNode in, JsonNode argument);
    }

    /** The function for each value of one of its arguments, once that is paid for. */
    private static Function ofArgument(Function function, int index, Charge charge) {
        return (scope, arguments, in, path, output, version) -> arguments
                .get(index)
                .apply(scope, in, argument -> {
                    charge.take(in, argument);
                    List<Expression> known = new ArrayList<>(arguments);
                    known.set(index, (any, value, at, made, requirePath) -> made.emit(argument, null));
                    function.apply(scope, known, in, path, output, version);
                });
    }

    /** As {@code fromjson}, whose own reader knows no bounds. */
    private static JsonNode parsed(JsonNode in) throws JsonQueryException {
        if (!in.isTextual()) throw new JsonQueryException("only strings can be parsed");
        List<JsonNode> values = new ArrayList<>(1);
        try {
            BudgetedJson.read(in.textValue(), Meter.budget(), values::add);
        } catch (IOException e) {
            throw new JsonQueryException("the text is not JSON of at most " + BudgetedJson.MOST_LEVELS + " levels");
        }
        if (values.size() > 1) throw new JsonQueryException("the text has more than one value");
        return values.get(0);
    }
}
