package dev.footfall.dialects.newapi;

import dev.footfall.aggregator.query.UserHour;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.question.RepositoryHour;
import dev.footfall.queryapi.question.UserHoursQuery;
import dev.footfall.queryapi.route.RepositoryRow;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

record UserUsage(String user, UsagePeriod period) {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,15}");

    /** The largest integer that every JSON parser reads as it is. */
    private static final long LARGEST = (1L << 53) - 1;

    private static final Comparator<RepositoryRow<RepositoryHour>> ORDER = Comparator.comparing(
                    (RepositoryRow<RepositoryHour> row) -> row.repo().mixedName())
            .thenComparing(row -> row.day().begin());

    static final Schema ROW = table("").schema();

    private static Table<RepositoryRow<RepositoryHour>> table(String user) {
        return Usage.OF_ALL.and(
                new Column<>("user_id", Schema.integer(0, LARGEST), row -> number(user)),
                Column.text("username", row -> user));
    }

    /** The id as a number, if it is one in its shortest form; else 0. */
    static long number(String user) {
        long number = NUMBER.matcher(user).matches() ? Long.parseLong(user) : 0;
        return number <= LARGEST ? number : 0;
    }

    Reply reply(QueryService service, Caller caller) {
        var question = new UserHoursQuery(user, period.touched(), caller);
        return service.withGaps(period.touched(), service.reply(service.ask(question), this::json));
    }

    private Reply json(UserHours hours) {
        if (hours.isTooMany())
            throw period.tooEarly("a later one: this period has more than " + UserHours.MOST + " rows");
        List<RepositoryRow<RepositoryHour>> rows = hours.rows().stream()
                .filter(hour -> hour.counts().hasRequests() && period.contains(hour.begin()))
                .map(UserUsage::row)
                .sorted(ORDER)
                .toList();
        return AnswerRenderer.json(json -> {
            Usage.writeSuccess(json);
            table(user).writeList(json, "data", rows);
        });
    }

    private static RepositoryRow<RepositoryHour> row(UserHour hour) {
        return new RepositoryRow<>(hour.repo(), new RepositoryHour(hour.begin(), hour.counts()));
    }
}
