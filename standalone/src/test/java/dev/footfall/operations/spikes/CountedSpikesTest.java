package dev.footfall.operations.spikes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.query.SpikeRule;
import dev.footfall.aggregator.query.SpikeRule.Spike;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.states.States.CountedState;
import dev.footfall.rules.clients.ClientClass;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CountedSpikesTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-20");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final RepoId OLD = new RepoId(RepoType.MODEL, "org", "old");
    private static final RepoId NEW = new RepoId(RepoType.MODEL, "org", "new");

    private final InMemoryState state = new InMemoryState(8).current(NOW, 0);
    private final CountedSpikes spikes = new CountedSpikes(
            () -> new CountedState(CountedState.MAIN, Served.RULES, OneNode.reader(state, true)),
            new SpikeRule(10, 100));

    private void put(RepoId repo, LocalDate day, long downloads) {
        state.put(repo, day, new DailyCounts(downloads, 0, downloads, 1));
    }

    @Test
    void comparesTheDownloadsOfAllNamesOfARepository() {
        for (int back = 20; back > 0; back--) put(OLD, DAY.minusDays(back), 150);
        put(OLD, DAY, 100);
        put(NEW, DAY, 900);
        assertEquals(List.of(new Spike(NEW, DAY, 900, 0)), spikes.on(DAY));

        state.rename(new RenameEvent(OLD, Optional.of(NEW), NOW));
        assertEquals(List.of(), spikes.on(DAY));

        put(NEW, DAY, 1_500);
        assertEquals(List.of(new Spike(NEW, DAY, 1_600, 150)), spikes.on(DAY));
    }

    @Test
    void tellsOfOneSpikeWhereTwoNamesHaveOne() {
        put(OLD, DAY, 300);
        put(NEW, DAY, 400);
        state.putTail(OLD, DAY, Tails.classes(Map.of(ClientClass.TOOL, 300L)));
        state.putTail(NEW, DAY, Tails.classes(Map.of(ClientClass.TOOL, 1L, ClientClass.CI, 399L)));
        state.rename(new RenameEvent(OLD, Optional.of(NEW), NOW));

        List<Spike> found = spikes.on(DAY);

        assertEquals(List.of(new Spike(NEW, DAY, 700, 0)), found);
        String message = new String(spikes.message(found.get(0), NOW).orElseThrow(), StandardCharsets.UTF_8);
        assertTrue(message.startsWith("{\"id\":\"model/org/new/2026-11-20\","), message);
        String classes = "[{\"class\":\"ci\",\"downloads\":399},{\"class\":\"tool\",\"downloads\":301}]";
        assertTrue(message.contains("\"downloads\":700,\"median\":0,\"agents\":[],\"classes\":" + classes), message);
    }
}
