package dev.footfall.queryapi.http.newapi;

import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.aggregator.rollup.HourlyCounts;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.HourOfDay;
import dev.footfall.queryapi.question.UserHoursQuery;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The hours of one user.
 *
 * @param user the user's id
 * @param period the period that is asked for
 */
record UserUsage(String user, UsagePeriod period) {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,15}");

    /** The largest integer that every JSON parser reads as it is. */
    private static final long LARGEST = (1L << 53) - 1;

    private static final Comparator<RepositoryRow<HourOfDay>> ORDER = Comparator.comparing(
                    (RepositoryRow<HourOfDay> row) -> row.repo().mixedName())
            .thenComparing(row -> row.day().begin());

    /** The shape of a row. */
    static final Schema ROW = table("").schema();

    private static Table<RepositoryRow<HourOfDay>> table(String user) {
        return Usage.OF_ALL.and(
                new Column<>("user_id", Schema.integer(0, LARGEST), row -> number(user)),
                Column.text("username", row -> user));
    }

    /** The id as a number, if it is one in its shortest form; else 0. */
    static long number(String user) {
        long number = NUMBER.matcher(user).matches() ? Long.parseLong(user) : 0;
        return number <= LARGEST ? number : 0;
    }

    /** The reply, of what the caller may see. */
    Reply reply(QueryService service, Caller caller) {
        var question = new UserHoursQuery(user, period.touched(), caller);
        return service.answers().reply(service.state().ask(question), hours -> Optional.of(json(hours)));
    }

    private Reply json(UserHours hours) {
        if (hours.isTooMany()) throw period.tooEarly("a later one: these are more than " + UserHours.MOST + " rows");
        List<RepositoryRow<HourOfDay>> rows = hours.rows().stream()
                .filter(hour -> period.contains(hour.begin()))
                .map(UserUsage::row)
                .sorted(ORDER)
                .toList();
        return AnswerRenderer.json(json -> {
            Usage.writeSuccess(json);
            table(user).writeList(json, "data", rows);
        });
    }

    private static RepositoryRow<HourOfDay> row(UserHour hour) {
        var counts = new HourlyCounts.Hour(hour.downloads(), hour.files(), hour.bytes());
        return new RepositoryRow<>(hour.repo(), new HourOfDay(hour.begin(), counts));
    }
}
