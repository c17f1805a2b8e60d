package dev.footfall.queryapi.web;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.BalanceDays;
import dev.footfall.events.BalanceNumbers;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.QueryApi;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.gaps.InMemoryGaps;
import dev.footfall.queryapi.http.Backend;
import dev.footfall.queryapi.http.ExtraApis;
import dev.footfall.queryapi.http.QueryConfig;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.states.GivenStates;
import dev.footfall.rules.clients.ClientClass;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Serves the dashboard over made-up numbers, to look at while its files are edited. {@code main [port]}. */
public final class DashboardPreview {
    private static final List<String> OWNERS =
            List.of("openlab", "northwind", "riverstone-ai", "tensorfield", "quiet-harbor", "polyglot", "basalt");
    private static final List<String> WORDS =
            List.of("atlas", "heron", "whisper", "lumen", "granite", "kestrel", "juniper", "harbor", "comet");
    private static final List<String> SIZES = List.of("7b-instruct", "base", "large-v3", "mini", "70b", "embed-v2");

    private static final int DAYS = 120;

    private DashboardPreview() {}

    /** Runs until it is interrupted. */
    public static void main(String[] args) throws InterruptedException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
        var config = Served.config("127.0.0.1", port, QueryConfig.ANY_LAG, QueryConfig.Unregistered.PUBLIC);
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var balances = new OpeningBalances();
        StateReader reader = OneNode.reader(state(balances), true, OneNode.facts(balances));
        try (QueryServer server = QueryApi.start(
                config,
                new Backend(reader, Served.RULES, metrics, Clock.systemUTC(), new InMemoryGaps()),
                GivenStates.alone(reader, Served.RULES),
                ExtraApis.all())) {
            System.out.println("http://127.0.0.1:" + server.port() + "/");
            Thread.currentThread().join();
        }
    }

    private static InMemoryState state(OpeningBalances balances) {
        var random = new Random(7);
        var state = new InMemoryState(8);
        for (RepoType type : List.of(RepoType.MODEL, RepoType.DATASET)) {
            for (int i = 0; i < 60; i++) addBalances(balances, addRepository(state, type, i, random), i);
        }
        return state.current(Clock.systemUTC().instant(), 0);
    }

    private static RepoId addRepository(InMemoryState state, RepoType type, int rank, Random random) {
        String name = pick(WORDS, random) + "-" + pick(SIZES, random);
        RepoId repo = RepoId.of(type, pick(OWNERS, random), name).orElseThrow();
        LocalDate today = LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC);
        for (int age = 0; age < DAYS; age++) {
            LocalDate date = today.minusDays(age);
            boolean weekend = date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
            long downloads = Math.round(4_000.0 / (rank + 1) * (weekend ? 0.45 : 1) * (0.75 + random.nextDouble() / 2));
            long authenticated = Math.round(downloads * (0.2 + random.nextDouble() / 5));
            state.put(repo, date, new DailyCounts(downloads, authenticated, downloads * 4, downloads * 900_000_000L))
                    .putTail(repo, date, Tails.classes(classes(downloads, random)));
        }
        return repo;
    }

    /** Of another system, from before: of every second repository as a lump, and of days that had no counts. */
    private static void addBalances(OpeningBalances balances, RepoId repo, int rank) {
        if (rank % 2 == 1) return;
        LocalDate first =
                LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC).minusDays(DAYS - 1L);
        state(balances, repo, new BalanceDays("kohakuhub", first.minusDays(60), true), 120_000 / (rank + 1));
        for (int age = 1; age <= 60; age++)
            state(
                    balances,
                    repo,
                    new BalanceDays("kohakuhub", first.minusDays(age), false),
                    (2_000 + 7 * age) / (rank + 1));
    }

    private static void state(OpeningBalances balances, RepoId repo, BalanceDays about, long downloads) {
        balances.apply(new OpeningBalance(repo, about, Optional.of(BalanceNumbers.of(downloads)), Instant.EPOCH));
    }

    /** Mostly tools, some builds and browsers. */
    private static Map<ClientClass, Long> classes(long downloads, Random random) {
        long builds = Math.round(downloads * random.nextDouble() / 3);
        long browsers = Math.round(downloads * random.nextDouble() / 5);
        return Map.of(
                ClientClass.TOOL, downloads - builds - browsers, ClientClass.CI, builds, ClientClass.BROWSER, browsers);
    }

    private static String pick(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
