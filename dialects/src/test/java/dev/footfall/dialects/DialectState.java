package dev.footfall.dialects;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.Like;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.http.Served;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** A model, a private one, and a dataset of CRAN; today is 2026-11-20. */
final class DialectState {
    static final RepoId MODEL = new RepoId(RepoType.MODEL, "org", "Name.1");
    static final RepoId SECRET = new RepoId(RepoType.MODEL, "org", "secret");
    static final RepoId CRAN = new RepoId(RepoType.DATASET, "cran", "ggplot2");

    private DialectState() {}

    static InMemoryState state(int partitions) {
        var state = new InMemoryState(partitions);
        put(state, MODEL, "2026-11-20", 7, 9);
        put(state, MODEL, "2026-11-19", 3, 6);
        put(state, MODEL, "2026-11-18", 2, 2);
        put(state, MODEL, "2026-10-25", 5, 5);
        put(state, SECRET, "2026-11-19", 100, 100);
        put(state, CRAN, "2026-11-19", 10, 10);
        state.putTail(
                MODEL,
                LocalDate.parse("2026-11-19"),
                Tails.classes(Map.of(ClientClass.MIRROR, 1L, ClientClass.TOOL, 2L)));
        state.register(new RepositoryEvent(SECRET, Served.NOW, false, true, false, RepositoryDetails.NONE));
        state.like(new Like(MODEL, "bob", Served.NOW));
        return state.current(Served.NOW, 0);
    }

    static void put(InMemoryState state, RepoId repo, String day, long downloads, long files) {
        state.put(repo, LocalDate.parse(day), new DailyCounts(downloads, 0, files, 0));
    }

    /** A server that knows CRAN's names, and answers this dialect at the root. */
    static Served served(InMemoryState state, String root) {
        var dialects = new DialectConfig(
                RepoType.MODEL, (dialect, name) -> RepoId.of(RepoType.DATASET, "cran", name), Optional.of(root));
        return Served.serving(state, Served.config(Served.ANYBODY), DialectApi.all(dialects));
    }
}
