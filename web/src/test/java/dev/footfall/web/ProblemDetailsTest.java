package dev.footfall.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProblemDetailsTest {
    @Test
    void nameTheirHeadingInTheDocs() {
        Reply reply = new ProblemDetails(404, "NotFound", "why").reply(json -> {});

        assertEquals("NotFound", reply.headers().get("X-Error-Code"));
        assertEquals(
                "{\"type\":\"docs/errors.md#notfound\",\"title\":\"Not Found\",\"status\":404,\"code\":\"NotFound\","
                        + "\"detail\":\"why\"}",
                new String(reply.body(), StandardCharsets.UTF_8));
    }
}
