package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.RepositoryQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The downloads of a repository's period by something that each of them has one of, such as a client: their parameters, their
 * description and their reply.
 *
 * @param operation the description
 * @param answer the rows, most downloads first, then by label
 */
record Breakdown(Operation operation, Listing<Row> answer) {
    private static final int MAX_DAYS = 3_660;
    private static final PeriodParameter PERIOD = new PeriodParameter(MAX_DAYS);
    private static final QueryParameter.IntParameter NUMBER = new QueryParameter.IntParameter(
            "days", "How many days, today the last; not with from and to.", 30, 1, MAX_DAYS);

    private static final Comparator<Row> MOST_FIRST =
            Comparator.comparing(Row::downloads).reversed().thenComparing(Row::label);

    /** The downloads of one label. */
    record Row(String label, Long downloads) {}

    /**
     * Such a list.
     *
     * @param operation the operation, without parameters
     * @param meaning the answer in a sentence
     * @param field the name of the list in JSON
     * @param label the column of labels
     */
    static Breakdown of(Operation operation, String meaning, String field, Column<Row> label) {
        var answer = new Listing<>(
                field,
                Table.of(label, Column.count("downloads", Row::downloads)).named(capitalised(label.name())));
        Schema schema = answer.schema().named(capitalised(field));
        return new Breakdown(
                Responses.repository(
                        operation.taking(
                                NUMBER.described(),
                                PERIOD.from(),
                                PERIOD.to(),
                                Listing.FORMAT.described(),
                                AnswerRenderer.PARTIAL.described()),
                        answer.described(meaning, schema)),
                answer);
    }

    /**
     * The reply to a request for it.
     *
     * @param question the question for one repository and one period
     * @param rows the rows of its answer, in any order
     */
    <C> Reply reply(
            Request request,
            QueryService service,
            BiFunction<Lineage, Period, RepositoryQuery<C>> question,
            Function<C, Stream<Row>> rows) {
        AnswerRenderer.isPartialAllowed(request.query());
        boolean isCsv = Listing.isCsv(request.query());
        Period period = PERIOD.or(NUMBER, request.query(), service.today());
        Answer<Optional<C>> counts = service.repositories()
                .about(request, seen -> service.state().ask(question.apply(seen.lineage(), period)));
        return service.answers()
                .reply(
                        counts,
                        found -> found.map(all ->
                                answer.reply(rows.apply(all).sorted(MOST_FIRST).toList(), period, isCsv)));
    }

    private static String capitalised(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
