package dev.footfall.queryapi.http.stats;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.SeenSummary;
import dev.footfall.web.openapi.Schema;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

record BulkRequest(List<Item> items, Period period, boolean isWithSeries) {
    private static final String FIELDS = "fields";
    private static final String TYPES = "model, dataset or space";
    private static final int MAX_ITEMS = 200;
    private static final int MIN_DAYS = 1;
    private static final int MAX_DAYS = 365;
    private static final int STANDARD_DAYS = 30;
    private static final PeriodParameter PERIOD = PeriodParameter.of(STANDARD_DAYS, MAX_DAYS, Period.MAX_DAYS);

    /** The most days of all repositories in one answer: ten years of ten of them. */
    private static final int MAX_SERIES = 10 * Period.MAX_DAYS;

    static final Schema SCHEMA = Schema.object()
            .and(
                    "repos",
                    Schema.list(Schema.object()
                                    .and("type", CommonSchemas.TYPE)
                                    .and("id", Schema.text().with("description", "namespace/name")))
                            .with("maxItems", MAX_ITEMS))
            .maybe("days", Schema.integer(MIN_DAYS, MAX_DAYS).with("default", STANDARD_DAYS))
            .maybe("from", Schema.date())
            .maybe("to", Schema.date())
            .maybe("fields", Schema.list(Schema.enumOf(List.of(SeenSummary.SERIES))))
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
     * {@code today}: the last day where the body has none. Throws {@link BadParameter} if it asks nothing, or has a field
     * that is not known, naming the place in the body.
     */
    static BulkRequest read(JsonNode fields, LocalDate today) {
        Request.requireKnown(fields, "", "repos", "days", "from", "to", FIELDS);
        var items = new ArrayList<Item>();
        String most = "a list of at most " + MAX_ITEMS;
        JsonNode repos = checked(fields, "repos", "repos", JsonNode::isArray, most);
        if (repos.size() > MAX_ITEMS) throw new BadParameter("repos", repos.size() + " repositories", most);
        for (JsonNode repo : repos) items.add(item(repo, "repos[" + items.size() + "]"));
        Map<String, String> period = new HashMap<>();
        for (String day : List.of("from", "to")) {
            if (fields.has(day)) period.put(day, text(fields, day, day, "a day as YYYY-MM-DD"));
        }
        if (fields.has("days")) {
            String allowed = "an integer from " + MIN_DAYS + " to " + MAX_DAYS;
            period.put(
                    "days",
                    checked(fields, "days", "days", JsonNode::isIntegralNumber, allowed)
                            .asText());
        }
        boolean isWithSeries = fields.has(FIELDS)
                && !checked(fields, FIELDS, FIELDS, BulkRequest::areFields, "a list with nothing but series")
                        .isEmpty();
        return new BulkRequest(items, PERIOD.of(QueryParameters.of(period), today), isWithSeries).checked();
    }

    private BulkRequest checked() {
        if (!isWithSeries || items.size() * period.days() <= MAX_SERIES) return this;
        throw new BadParameter(FIELDS, SeenSummary.SERIES, "at most " + MAX_SERIES + " days of repositories in all");
    }

    private static boolean areFields(JsonNode list) {
        if (!list.isArray()) return false;
        for (JsonNode field : list) if (!field.asText().equals(SeenSummary.SERIES)) return false;
        return true;
    }

    private static Item item(JsonNode fields, String place) {
        if (!fields.isObject()) throw new BadParameter(place, shown(fields), "an object with type and id");
        Request.requireKnown(fields, place + ".", "type", "id");
        String label = text(fields, "type", place + ".type", TYPES);
        RepoType type = RepoType.ofLabel(label).orElseThrow(() -> new BadParameter(place + ".type", label, TYPES));
        return new Item(type, text(fields, "id", place + ".id", "text of the form namespace/name"));
    }

    private static String text(JsonNode fields, String field, String place, String allowed) {
        return checked(fields, field, place, JsonNode::isTextual, allowed).asText();
    }

    private static JsonNode checked(
            JsonNode fields, String field, String place, Predicate<JsonNode> rule, String allowed) {
        JsonNode value = fields.path(field);
        if (rule.test(value)) return value;
        throw new BadParameter(place, shown(value), allowed);
    }

    private static String shown(JsonNode value) {
        return value.isContainerNode() ? value.toString() : value.asText();
    }
}
