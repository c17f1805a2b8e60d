package dev.footfall.queryapi.http.stats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.footfall.events.EventCodec;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.openapi.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The question about many repositories at once, which are answered in this order. */
record BulkRequest(List<Item> items, Period period, boolean isWithSeries) {
    private static final int MAX_ITEMS = 200;
    private static final int MIN_DAYS = 1;
    private static final int MAX_DAYS = 365;
    private static final int STANDARD_DAYS = 30;
    private static final PeriodParameter.OrDays PERIOD =
            new PeriodParameter(Period.MAX_DAYS).orDays(STANDARD_DAYS, MAX_DAYS);

    /** The most days of all repositories in one answer: ten years of ten of them. */
    private static final int MAX_SERIES = 10 * Period.MAX_DAYS;

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
            .maybe("from", Schema.date())
            .maybe("to", Schema.date())
            .maybe("series", Schema.bool().with("default", false))
            .named("BulkQuestion");

    /** {@code id}: namespace and name, or whatever the client took for them. */
    record Item(RepoType type, String id) {
        Item {
            id = new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8); // half a surrogate pair goes
        }

        /** Empty when no such name can be. */
        Optional<RepoId> repository() {
            return RepoId.of(type, id);
        }
    }

    BulkRequest {
        items = List.copyOf(items);
    }

    /**
     * Unknown fields are ignored; of a repeated one, the last counts. {@code today}: the last day where the body has
     * none. Throws {@link BadParameter} if it asks nothing, naming the place in the body.
     */
    static BulkRequest read(byte[] body, LocalDate today) {
        try (JsonParser parser = EventCodec.JSON.createParser(body)) {
            BulkRequest question = read(parser, today);
            if (parser.nextToken() != null) throw new BadParameter("body", "", "one JSON object and nothing behind it");
            return question;
        } catch (IOException e) { // bytes in memory cannot fail otherwise than by what they say
            throw new BadParameter("body", "", "JSON in UTF-8");
        }
    }

    private static BulkRequest read(JsonParser parser, LocalDate today) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) throw new BadParameter("body", "", "a JSON object");
        Optional<List<Item>> items = Optional.empty();
        Map<String, String> period = new HashMap<>();
        boolean isWithSeries = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "repos" -> items = Optional.of(items(parser));
                case "days" -> period.put(field, days(parser));
                case "from", "to" -> period.put(field, text(parser, field, "a day as YYYY-MM-DD"));
                case "series" -> isWithSeries = bool(parser);
                default -> parser.skipChildren();
            }
        }
        List<Item> repos = items.orElseThrow(() -> new BadParameter("repos", "", "a list of at most " + MAX_ITEMS));
        return new BulkRequest(repos, PERIOD.of(QueryParameters.of(period), today), isWithSeries).checked();
    }

    private BulkRequest checked() {
        if (!isWithSeries || items.size() * period.days() <= MAX_SERIES) return this;
        throw new BadParameter("series", "true", "false, or at most " + MAX_SERIES + " days of repositories in all");
    }

    private static boolean bool(JsonParser parser) throws IOException {
        if (parser.currentToken().isBoolean()) return parser.getBooleanValue();
        throw new BadParameter("series", shown(parser), "true or false");
    }

    private static String days(JsonParser parser) throws IOException {
        boolean isInteger = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
        if (isInteger) return parser.getText();
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
