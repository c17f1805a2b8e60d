package dev.footfall.ingest.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import net.thisptr.jackson.jq.internal.tree.ArrayConstruction;
import net.thisptr.jackson.jq.internal.tree.StringInterpolation;

/**
 * Has the operators, the texts and the arrays of a compiled program ask the budget. jackson-jq lets nobody in there, and
 * {@code "x" * 5e8} is one step; so its fields are set by reflection. A test for each says when a new version has others.
 */
final class MeteredTree {
    private static final String JQ = "net.thisptr.jackson.jq.";
    private static final int ELEMENT_BYTES = 16;
    private static final int MERGED_BYTES = 64;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    void meter(Object node) {
        if (node instanceof Iterable<?> many && !(node instanceof JsonNode)) many.forEach(this::meter);
        boolean isOfJq = node != null && node.getClass().getName().startsWith(JQ) && !(node instanceof Scope);
        if (!isOfJq || node instanceof Enum<?> || !seen.add(node)) return;
        try {
            for (Class<?> type = node.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) meter(node, field);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a jq program cannot be bounded", e);
        }
    }

    private void meter(Object node, Field field) throws IllegalAccessException {
        if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) return;
        field.setAccessible(true);
        Object value = field.get(node);
        meter(value);
        if (value instanceof BinaryOperator operator) field.set(node, new MeteredOperator(operator));
        else if (node instanceof StringInterpolation && field.getName().equals("formatter")) {
            field.set(node, formatter((Expression) value));
        } else if (node instanceof ArrayConstruction && value instanceof Expression elements) {
            field.set(node, elements(elements));
        }
    }

    /** The text of each value that is put into another text, with or without a format. */
    private static Expression formatter(Object given) {
        return (scope, in, path, output, requirePath) -> {
            Meter.budget().take(2 * Meter.textBytes(in));
            if (given instanceof Expression format) format.apply(scope, in, path, output, requirePath);
            else output.emit(in, path);
        };
    }

    private static Expression elements(Expression given) {
        return (scope, in, path, output, requirePath) -> given.apply(
                scope,
                in,
                path,
                (made, at) -> {
                    Meter.budget().take(ELEMENT_BYTES);
                    output.emit(made, at);
                },
                requirePath);
    }

    private record MeteredOperator(BinaryOperator operator) implements BinaryOperator {
        @Override
        public JsonNode apply(ObjectMapper mapper, JsonNode left, JsonNode right) throws JsonQueryException {
            if (left.isTextual() && right.isTextual()) ofTexts(left.textValue(), right.textValue());
            else if (left.isTextual() && right.isNumber()) repeated(left, right);
            else if (left.isNumber() && right.isTextual()) repeated(right, left);
            else if (left.isContainerNode()) Meter.budget().take((long) left.size() + right.size(), MERGED_BYTES);
            return operator.apply(mapper, left, right);
        }

        private void ofTexts(String left, String right) {
            if (image().equals("/")) Meter.takeParts(left, right);
            else Meter.budget().take(2L * left.length() + 2L * right.length());
        }

        private static void repeated(JsonNode text, JsonNode count) {
            Meter.budget().take((long) Math.max(0, count.asDouble()), Meter.textBytes(text) * 2);
        }

        @Override
        public String image() {
            return operator.image();
        }
    }
}
