package dev.footfall.queryapi.http.analytics;

import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.openapi.Parameter;
import dev.footfall.queryapi.openapi.Schema;
import java.util.List;

/** The parameter {@code group_id}. There are no groups: the numbers of all users under a group's name would be wrong. */
final class Groups {
    private static final String NAME = "group_id";

    private Groups() {}

    static Parameter described() {
        Schema nothing = Schema.enumOf(List.of(""));
        return new Parameter(NAME, Parameter.Place.QUERY, "There are no groups: nothing, or empty.", nothing);
    }

    /** Refuses a group. */
    static void refuse(QueryParameters query) {
        String group = query.text(NAME).orElse("");
        if (!group.isEmpty()) throw new BadParameter(NAME, group, "nothing: there are no groups");
    }
}
