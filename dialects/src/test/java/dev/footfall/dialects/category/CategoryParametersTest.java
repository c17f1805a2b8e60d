package dev.footfall.dialects.category;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryParametersTest {
    private static final String SPACES = "/model_references/statistics/space";

    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    private final InMemoryState state = new InMemoryState(4).put(space(0), TODAY, DailyCounts.ZERO);
    private final Asked asked = new Asked(state);

    private static RepoId space(int number) {
        return new RepoId(RepoType.SPACE, "s", "n" + number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?limit=0|limit",
                "?limit=|limit",
                "?offset=-1|offset",
                "?group_text_models=1|group_text_models",
                "/with-stats?limit=10001|limit",
                "/with-stats?sort_by=likes|sort_by",
                "/with-stats?sort_desc=True|sort_desc",
                "/with-stats?min_worker_count=-1|min_worker_count",
                "/with-stats?include_workers=yes|include_workers",
                "/with-stats?include_backend_variations=|include_backend_variations"
            })
    void namesTheBadParameter(String query, String parameter) {
        Reply reply = asked.reply(Caller.ANONYMOUS, SPACES + query);

        assertEquals(400, reply.status());
        assertEquals(parameter, Asked.json(reply).get("parameter").asText());
    }

    @Test
    void wantsALimitWhereMoreThanTenThousandAreLeft() {
        for (int i = 0; i < 10_001; i++) state.put(space(i), TODAY, DailyCounts.ZERO);
        String spaces = SPACES + "/with-stats";

        Reply refused = asked.reply(Caller.ANONYMOUS, spaces);

        assertEquals(400, refused.status());
        assertEquals("limit", Asked.json(refused).get("parameter").asText());
        assertEquals(3, asked.json(Caller.ANONYMOUS, spaces + "?limit=3").size());
        assertEquals(
                0, asked.json(Caller.ANONYMOUS, spaces + "?min_worker_count=1").size());
        assertEquals(
                10_001, asked.json(Caller.ANONYMOUS, SPACES).get("total_models").asInt());
    }
}
