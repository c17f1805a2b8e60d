package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.Served;
import dev.footfall.rules.ProjectionNames;
import org.junit.jupiter.api.Test;

class CountedEndpointTest {
    private static final String CLASSES = "[\"tool\",\"browser\",\"ci\",\"mirror\",\"monitor\",\"robot\",\"unknown\"]";

    private final InMemoryState state = new InMemoryState(1);

    @Test
    void namesWhatIsCountedAndWhatIsNot() {
        try (Served some = Served.counting(state, Projections.named(ProjectionNames.HOURS))) {
            assertEquals(
                    "{\"counted\":[\"hours\"],\"not_counted\":[\"clients\",\"sources\",\"users\",\"classes\",\"source-hours\","
                            + "\"visitors\",\"files\",\"revisions\",\"countries\",\"uniques\",\"access\"],\"classes\":[]}",
                    some.get("/v1/counted").body());
        }
        try (Served all = Served.counting(state, Projections.ALL)) {
            String body = all.get("/v1/counted").body();

            assertEquals(
                    "\"not_counted\":[],\"classes\":" + CLASSES + "}", body.substring(body.indexOf("\"not_counted\"")));
        }
    }
}
