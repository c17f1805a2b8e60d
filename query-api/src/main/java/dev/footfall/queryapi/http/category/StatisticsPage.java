package dev.footfall.queryapi.http.category;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The part of a category's models, by name, that is listed.
 *
 * @param offset the number of models before it
 * @param limit the most models in it; when empty, none is listed
 */
record StatisticsPage(int offset, OptionalInt limit) {
    /** The most that either may be: together they are an int. */
    static final int MOST = 999_999_999;

    boolean isListed() {
        return limit.isPresent();
    }

    /** The number of models up to its end, ≥ 1. */
    int end() {
        return Math.max(1, offset + limit.orElse(0));
    }

    /** Writes what is in it of so many models. */
    void writeTo(JsonGenerator json, long models, Supplier<List<CategoryModel>> first) throws IOException {
        long left = Math.max(0, models - offset);
        json.writeNumberField("returned_models", Math.min(left, limit.orElse(Integer.MAX_VALUE)));
        json.writeNumberField("offset", offset);
        if (limit.isEmpty()) {
            json.writeNullField("limit");
            return;
        }
        json.writeNumberField("limit", limit.getAsInt());
        json.writeArrayFieldStart("models");
        for (CategoryModel model : first.get().stream().skip(offset).toList()) {
            json.writeStartObject();
            json.writeStringField("name", model.name());
            json.writeNumberField("downloads", model.total().downloads());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
