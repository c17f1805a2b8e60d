package dev.footfall.queryapi.http.states;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.RowExport;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.DayChange;
import dev.footfall.queryapi.states.DiffSums;
import dev.footfall.queryapi.states.StateDiff;
import dev.footfall.queryapi.states.StatePart;
import dev.footfall.queryapi.states.States;
import dev.footfall.queryapi.table.RowWriter;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

record DiffEndpoint(States states, QueryService service) {
    private static final String EACH_DAY = "row";
    private static final String EVERYTHING = "all";
    private static final QueryParameter<String> BY = QueryParameter.word(
            "by",
            "The kind of rows: days of repositories that differ, or sums over all days; all includes every kind "
                    + "of sums.",
            EACH_DAY,
            Stream.concat(DiffRows.ALL.stream().map(DiffRows::by), Stream.of(EACH_DAY, EVERYTHING))
                    .toList());
    private static final QueryParameter<Integer> LIMIT =
            QueryParameter.integer("limit", "The number of repositories, those with the largest change.", 50, 1, 1_000);
    static final Operation OPERATION = StatePath.described(
                    StatePath.ofPart(Operation.get(
                                    "/v1/whatif/{state}/diff",
                                    "The differences between another state " + "and the one that answers.")
                            .taking(BY, LIMIT, Listing.FORMAT)),
                    Response.json(
                                    "Before is the state that answers, after is the other one. Discard an interrupted "
                                            + "transfer.",
                                    schema())
                            .or(TableFormat.CSV.mediaType(), Schema.text()))
            .answering(Responses.BAD_PARAMETER, Responses.NOT_OF_1_0, Responses.NOT_READY);

    private static Schema schema() {
        Schema rows = Schema.list(Schema.anyObject());
        Schema schema = Schema.object()
                .and("state", Schema.text())
                .and("rules_before", Schema.text())
                .and("rules", Schema.text())
                .maybe("rows", rows);
        for (DiffRows<?> kind : DiffRows.ALL)
            schema = schema.maybe("by_" + kind.by(), Schema.list(kind.table().schema()));
        return DiffRows.WHOLE
                .addTo(schema)
                .and("repositories", DiffRows.REPOSITORIES.schema())
                .and("left", Schema.count())
                .named("StateDiff");
    }

    private record DiffQuestion(CountedState before, CountedState after, String by, int limit, boolean isCsv) {
        List<DiffRows<?>> sums() {
            return DiffRows.ALL.stream()
                    .filter(kind -> by.equals(EVERYTHING) || by.equals(kind.by()))
                    .toList();
        }
    }

    Reply answer(Request request) {
        var unused = request.administrator();
        QueryParameters query = request.query();
        String by = BY.of(query);
        boolean isCsv = Listing.isCsv(query);
        if (isCsv && by.equals(EVERYTHING)) throw new BadParameter(BY.name(), by, "one kind of rows for CSV");
        int limit = LIMIT.of(query);
        StatePart part = StatePath.part(query, service.today());
        var question = new DiffQuestion(states.live(), StatePath.state(request, states), by, limit, isCsv);
        return new RowExport(service).holding(request, () -> {
            Answer.Complete<StateDiff> diff =
                    AnswerRenderer.whole(StateDiff.open(question.before, question.after, part));
            var body = new DiffBody(question, diff.value(), diff.asOf().lagRecords());
            return Reply.streaming(isCsv ? TableFormat.CSV.mediaType() : Reply.JSON, body::writeTo)
                    .closing(body.diff::close)
                    .with("Cache-Control", "no-store");
        });
    }

    private record DiffBody(DiffQuestion question, StateDiff diff, long left) {
        void writeTo(OutputStream out) throws IOException {
            var sums = new DiffSums(question.limit);
            if (question.isCsv) writeCsv(sums, out);
            else writeJson(sums, out);
        }

        private void writeCsv(DiffSums sums, OutputStream out) throws IOException {
            if (question.sums().isEmpty()) {
                try (RowWriter<DayChange> rows = TableFormat.CSV.writer(DiffRows.DAYS_OF_REPOSITORIES, out)) {
                    while (diff.hasNext()) {
                        DayChange day = diff.next();
                        if (day.isChanged()) rows.write(day);
                    }
                }
            } else {
                diff.forEachRemaining(sums::add);
                question.sums().get(0).writeCsv(sums, out);
            }
        }

        private void writeJson(DiffSums sums, OutputStream out) throws IOException {
            JsonGenerator json = TableFormat.json(out);
            json.writeStartObject();
            json.writeStringField("state", question.after.name());
            json.writeStringField("rules_before", question.before.rules().id());
            json.writeStringField("rules", question.after.rules().id());
            json.flush();
            out.flush(); // sums are there when all days are read
            if (question.by.equals(EACH_DAY)) writeDays(sums, json);
            else diff.forEachRemaining(sums::add);
            for (DiffRows<?> kind : question.sums()) {
                kind.writeJson(sums, question.by.equals(EVERYTHING) ? "by_" + kind.by() : "rows", json);
            }
            writeEnd(sums, json);
            json.writeEndObject();
            json.close();
        }

        private void writeDays(DiffSums sums, JsonGenerator json) throws IOException {
            json.writeArrayFieldStart("rows");
            while (diff.hasNext()) {
                DayChange day = diff.next();
                sums.add(day);
                if (day.isChanged()) DiffRows.DAYS_OF_REPOSITORIES.write(json, day);
            }
            json.writeEndArray();
        }

        private void writeEnd(DiffSums sums, JsonGenerator json) throws IOException {
            DiffRows.WHOLE.writeFields(json, sums.change());
            json.writeFieldName("repositories");
            DiffRows.REPOSITORIES.write(json, sums.repositories());
            json.writeNumberField("left", left);
        }
    }
}
