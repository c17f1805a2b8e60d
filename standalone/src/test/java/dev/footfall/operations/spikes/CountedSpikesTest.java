package dev.footfall.operations.spikes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.Spike;
import dev.footfall.aggregator.query.SpikeRule;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.rules.clients.ClientClass;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountedSpikesTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-20");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final List<RepoType> TYPES = List.of(RepoType.MODEL, RepoType.DATASET, RepoType.SPACE);
    private static final RepoId OLD = new RepoId(RepoType.MODEL, "org", "old");
    private static final RepoId OLDEST = new RepoId(RepoType.MODEL, "org", "oldest");
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
    void tellsOfASpikeOfAllNamesWhereNoneAloneHasOne() {
        put(OLD, DAY, 60);
        put(NEW, DAY, 50);
        assertEquals(List.of(), spikes.on(DAY));

        state.rename(new RenameEvent(OLD, Optional.of(NEW), NOW));

        assertEquals(List.of(new Spike(NEW, DAY, 110, 0)), spikes.on(DAY));
    }

    @Test
    void tellsOfASpikeOfFormerNamesAlone() {
        put(OLD, DAY, 60);
        put(OLDEST, DAY, 60);
        state.rename(new RenameEvent(OLDEST, Optional.of(OLD), NOW));
        state.rename(new RenameEvent(OLD, Optional.of(NEW), NOW));

        assertEquals(List.of(new Spike(NEW, DAY, 120, 0)), spikes.on(DAY));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void findsWhatTheSumsOfAllNamesHave(long seed) {
        var random = new Random(seed);
        Map<RepoId, List<Long>> sums = new HashMap<>();
        for (int number = 0; number < 30; number++) {
            RepoType type = TYPES.get(random.nextInt(TYPES.size()));
            List<RepoId> names = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) names.add(new RepoId(type, "org" + number, "name" + i));
            RepoId last = names.get(names.size() - 1);
            for (int i = 1; i < names.size(); i++) {
                state.rename(new RenameEvent(names.get(i - 1), Optional.of(names.get(i)), NOW.plusSeconds(i)));
            }
            int usual = random.nextInt(12);
            List<Long> days = new ArrayList<>(Collections.nCopies(SpikeRule.DAYS + 1, 0L));
            for (RepoId name : names) {
                for (int day = 0; day <= SpikeRule.DAYS; day++) {
                    long downloads = day == SpikeRule.DAYS ? random.nextInt(120) : random.nextInt(1 + usual);
                    if (downloads > 0) put(name, DAY.minusDays(SpikeRule.DAYS - day), downloads);
                    days.set(day, days.get(day) + downloads);
                }
            }
            sums.put(last, days);
        }

        Set<Spike> expected = new HashSet<>();
        sums.forEach((repo, days) -> {
            long median =
                    days.subList(0, SpikeRule.DAYS).stream().sorted().toList().get(13);
            long downloads = days.get(SpikeRule.DAYS);
            if (downloads >= 100 && downloads > 10 * median) expected.add(new Spike(repo, DAY, downloads, median));
        });
        List<Spike> found = spikes.on(DAY);
        assertEquals(expected, Set.copyOf(found), "seed=" + seed);
        assertEquals(expected.size(), found.size(), "seed=" + seed);
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
