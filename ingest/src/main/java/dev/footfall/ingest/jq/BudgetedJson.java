package dev.footfall.ingest.jq;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.events.ByteBudget;
import dev.footfall.events.CheckedJson;
import dev.footfall.events.Utf8;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Trees of JSON from outside, of at most 64 levels: each value of one asks the budget before it is made. */
public final class BudgetedJson {
    public static final int MOST_LEVELS = 64;

    /** A node and its place in an object, whose beginning and end are tokens, too: {@code {"a":{}}} takes 400 bytes. */
    static final int TOKEN_BYTES = 64;

    /** One of a number that is longer than a {@code long}. */
    private static final int DIGIT_BYTES = 10;

    private static final ObjectMapper JSON = new ObjectMapper(CheckedJson.JSON
            .rebuild()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MOST_LEVELS).build())
            .build());

    private BudgetedJson() {}

    /** Reads values that follow each other; fails if there is none, or something else. */
    public static void read(byte[] json, ByteBudget budget, Consumer<JsonNode> each) throws IOException {
        if (Utf8.malformedAt(json, 0, json.length) >= 0) throw new IOException("is not UTF-8");
        read(JSON.createParser(json), budget, each);
    }

    public static void read(String json, ByteBudget budget, Consumer<JsonNode> each) throws IOException {
        read(JSON.createParser(json), budget, each);
    }

    private static void read(JsonParser text, ByteBudget budget, Consumer<JsonNode> each) throws IOException {
        try (JsonParser parser = new Metered(text, budget)) {
            if (parser.nextToken() == null) throw new IOException("is empty");
            do each.accept(JSON.readTree(parser));
            while (parser.nextToken() != null);
        }
    }

    private static final class Metered extends JsonParserDelegate {
        private final ByteBudget budget;

        Metered(JsonParser parser, ByteBudget budget) {
            super(parser);
            this.budget = budget;
        }

        @Override
        public @Nullable JsonToken nextToken() throws IOException {
            JsonToken token = delegate.nextToken();
            if (token == null) return null;
            budget.take(TOKEN_BYTES);
            if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                budget.takeText(delegate.getTextCharacters(), delegate.getTextOffset(), delegate.getTextLength());
            } else if (token.isNumeric()) {
                budget.take(delegate.getTextLength(), DIGIT_BYTES);
            }
            return token;
        }

        @Override
        public @Nullable String nextFieldName() throws IOException {
            return nextToken() == JsonToken.FIELD_NAME ? currentName() : null;
        }
    }
}
