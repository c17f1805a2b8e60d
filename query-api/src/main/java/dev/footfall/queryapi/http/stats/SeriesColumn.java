package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.SeenSummary;
import java.util.List;
import java.util.Set;

/** The downloads of each day as a column of listed repositories: the parameter {@code fields}, and how many fit in an answer. */
final class SeriesColumn {
    static final QueryParameter<Set<String>> FIELDS =
            QueryParameter.words("fields", "Extra columns.", List.of(SeenSummary.SERIES));

    /** The most days of all repositories in one answer. */
    private static final int MOST_NUMBERS = 10 * Period.MAX_DAYS;

    private SeriesColumn() {}

    /** The columns that are asked for; refused if a part and a period have more days than an answer. */
    static Set<String> of(ListPart part, Period period) {
        Set<String> columns = FIELDS.of(part.request().query());
        if (!columns.isEmpty() && part.limit() * period.days() > MOST_NUMBERS) {
            String most = "an integer from 1 to " + MOST_NUMBERS / period.days() + " with these days";
            throw new BadParameter(part.list().limit().name(), "" + part.limit(), most);
        }
        return columns;
    }
}
