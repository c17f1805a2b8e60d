package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bundle of one endpoint, registered in a server of its own. */
class ApiTest {
    private static final Table<String> WORD =
            Table.of(Column.<String>text("said", word -> word)).named("Echo");
    private static final Operation ECHO = Responses.service(
            Operation.get("/v9/echo/{word}", "The word."), Response.of(200, "As sent.", Reply.JSON, WORD.schema()));

    private final Served plain = Served.answering(new InMemoryState(1), List.of(new Echo(false)));
    private final Served prefixed = Served.answering(new InMemoryState(1), List.of(new Echo(true)));

    private record Echo(boolean isPrefixed) implements Api {
        @Override
        public List<Endpoint> endpoints(QueryService service) {
            return List.of(Endpoint.of(ECHO, request -> AnswerRenderer.json(WORD, request.segment(2))));
        }
    }

    @AfterEach
    void stop() {
        plain.close();
        prefixed.close();
    }

    @Test
    void isAnsweredWhereItSaysAndNowhereElse() {
        assertEquals("{\"said\":\"hi\"}", plain.get("/v9/echo/hi").body());
        assertEquals(404, plain.get("/api/v9/echo/hi").statusCode());
        assertEquals(404, plain.get("/health").statusCode());
    }

    @Test
    void isAnsweredAfterThePrefixAsWellIfItSaysSo() {
        assertEquals(
                prefixed.get("/v9/echo/hi").body(),
                prefixed.get("/api/v9/echo/hi").body());
    }

    @Test
    void isDescribedUnlessItIsForPages() {
        List<DescribedOperation> operations = DescribedOperation.of(prefixed.json("/openapi.json"));

        assertEquals(
                List.of("/v9/echo/{word}", "/openapi.json"),
                operations.stream().map(DescribedOperation::template).toList());
        assertEquals(
                List.of("/openapi.json"),
                plain.json("/openapi.json").get("paths").properties().stream()
                        .map(Map.Entry::getKey)
                        .toList());
    }
}
