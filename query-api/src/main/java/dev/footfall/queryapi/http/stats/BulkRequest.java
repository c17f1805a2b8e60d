package dev.footfall.queryapi.http.stats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.footfall.events.EventCodec;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.openapi.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The question about many repositories at once.
 *
 * @param items the repositories, in the order in which they are to be answered
 * @param days over how many days, today the last, recent downloads are summed
 */
record BulkRequest(List<Item> items, int days) {
    private static final int MAX_ITEMS = 200;
    private static final int MIN_DAYS = 1;
    private static final int MAX_DAYS = 365;
    private static final int STANDARD_DAYS = 30;

    /** Its shape. */
    static final Schema SCHEMA = Schema.object()
            .with("additionalProperties", true)
            .and(
                    "repos",
                    Schema.list(Schema.object()
                                    .with("additionalProperties", true)
                                    .and("type", CommonSchemas.TYPE)
                                    .and("id", Schema.text().with("description", "namespace/name")))
                            .with("maxItems", MAX_ITEMS))
            .maybe("days", Schema.integer(MIN_DAYS, MAX_DAYS).with("default", STANDARD_DAYS))
            .named("BulkQuestion");

    /**
     * One repository that is asked about.
     *
     * @param type its type
     * @param id its namespace and name, or whatever the client took for them
     */
    record Item(RepoType type, String id) {
        Item {
            id = new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8); // half a surrogate pair goes
        }

        /** The repository; empty when no such name can be. */
        Optional<RepoId> repository() {
            return RepoId.of(type, id);
        }
    }

    BulkRequest {
        items = List.copyOf(items);
    }

    /**
     * The question that a body asks. Unknown fields are ignored; of a repeated one, the last counts.
     *
     * @throws BadParameter if it asks none; names the place in the body
     */
    static BulkRequest read(byte[] body) {
        try (JsonParser parser = EventCodec.JSON.createParser(body)) {
            BulkRequest question = read(parser);
            if (parser.nextToken() != null) throw new BadParameter("body", "", "one JSON object and nothing behind it");
            return question;
        } catch (IOException e) { // bytes in memory cannot fail otherwise than by what they say
            throw new BadParameter("body", "", "JSON in UTF-8");
        }
    }

    private static BulkRequest read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) throw new BadParameter("body", "", "a JSON object");
        Optional<List<Item>> items = Optional.empty();
        int days = STANDARD_DAYS;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "repos" -> items = Optional.of(items(parser));
                case "days" -> days = days(parser);
                default -> parser.skipChildren();
            }
        }
        return new BulkRequest(
                items.orElseThrow(() -> new BadParameter("repos", "", "a list of at most " + MAX_ITEMS)), days);
    }

    private static int days(JsonParser parser) throws IOException {
        boolean isInt = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() == JsonParser.NumberType.INT;
        int days = isInt ? parser.getIntValue() : 0;
        if (MIN_DAYS <= days && days <= MAX_DAYS) return days;
        throw new BadParameter("days", shown(parser), "an integer from " + MIN_DAYS + " to " + MAX_DAYS);
    }

    private static List<Item> items(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new BadParameter("repos", shown(parser), "a list of at most " + MAX_ITEMS);
        }
        var items = new ArrayList<Item>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() == MAX_ITEMS) throw new BadParameter("repos", "more", "at most " + MAX_ITEMS);
            items.add(item(parser, "repos[" + items.size() + "]"));
        }
        return items;
    }

    private static Item item(JsonParser parser, String place) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new BadParameter(place, shown(parser), "an object with type and id");
        }
        Optional<RepoType> type = Optional.empty();
        Optional<String> id = Optional.empty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "type" -> type = Optional.of(type(parser, place));
                case "id" -> id = Optional.of(text(parser, place + ".id", "text of the form namespace/name"));
                default -> parser.skipChildren();
            }
        }
        return new Item(
                type.orElseThrow(() -> new BadParameter(place + ".type", "", "model, dataset or space")),
                id.orElseThrow(() -> new BadParameter(place + ".id", "", "text of the form namespace/name")));
    }

    private static RepoType type(JsonParser parser, String place) throws IOException {
        String label = text(parser, place + ".type", "model, dataset or space");
        return RepoType.ofLabel(label)
                .orElseThrow(() -> new BadParameter(place + ".type", label, "model, dataset or space"));
    }

    private static String text(JsonParser parser, String place, String allowed) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) return parser.getText();
        throw new BadParameter(place, shown(parser), allowed);
    }

    private static String shown(JsonParser parser) throws IOException {
        return String.valueOf(parser.getText());
    }
}
