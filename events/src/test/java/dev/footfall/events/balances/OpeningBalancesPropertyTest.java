package dev.footfall.events.balances;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.BalanceDays;
import dev.footfall.events.BalanceNumbers;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a map with the last statement of each key. */
class OpeningBalancesPropertyTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-09-01");
    private static final int DAYS = 40;
    private static final List<RepoId> REPOS = Stream.of("a", "b", "c-d", "c")
            .map(name -> new RepoId(RepoType.DATASET, "acme", name))
            .toList();

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void holdsTheLastStatementOfEachOriginAndDay(long seed) {
        var random = new Random(seed);
        var balances = new OpeningBalances();
        Map<String, OpeningBalance> last = new HashMap<>();
        for (int i = 0; i < 600; i++) {
            OpeningBalance next = statement(random);
            boolean isKnown = Optional.ofNullable(last.get(key(next)))
                    .map(known ->
                            known.days().equals(next.days()) && known.numbers().equals(next.numbers()))
                    .orElse(next.numbers().isEmpty());
            assertEquals(isKnown, balances.holds(next), () -> "seed " + seed + ": " + next);
            balances.apply(next);
            if (next.numbers().isEmpty()) last.remove(key(next));
            else last.put(key(next), next);
            if (i % 50 == 0) assertSame(last, balances, random);
        }
        assertSame(last, balances, random);
    }

    private static String key(OpeningBalance balance) {
        return new String(balance.keyBytes(), StandardCharsets.UTF_8);
    }

    private static OpeningBalance statement(Random random) {
        LocalDate day = FIRST.plusDays(random.nextInt(DAYS));
        var about = new BalanceDays(random.nextBoolean() ? "kohakuhub" : "github", day, random.nextInt(10) == 0);
        return new OpeningBalance(
                REPOS.get(random.nextInt(REPOS.size())),
                about,
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(numbers(random)),
                Instant.EPOCH);
    }

    private static BalanceNumbers numbers(Random random) {
        int signedIn = random.nextInt(5);
        int others = random.nextInt(5);
        boolean isSplit = random.nextBoolean();
        return new BalanceNumbers(
                signedIn + others,
                isSplit ? OptionalLong.of(signedIn) : OptionalLong.empty(),
                isSplit ? OptionalLong.of(others) : OptionalLong.empty(),
                random.nextBoolean() ? OptionalLong.of(random.nextInt(9)) : OptionalLong.empty(),
                OptionalLong.empty(),
                random.nextInt(6) == 0);
    }

    private static void assertSame(Map<String, OpeningBalance> last, OpeningBalances balances, Random random) {
        LocalDate from = FIRST.plusDays(random.nextInt(DAYS));
        LocalDate to = from.plusDays(random.nextInt(DAYS));
        Set<String> origins = last.values().stream()
                .map(OpeningBalance::days)
                .filter(about -> !about.isLump()
                        && !about.day().isBefore(from)
                        && !about.day().isAfter(to))
                .map(BalanceDays::origin)
                .collect(Collectors.toSet());
        assertEquals(origins, balances.origins(repo -> true, from, to));
        for (RepoId repo : REPOS) {
            List<OpeningBalance> own = last.values().stream()
                    .filter(one -> one.repo().equals(repo))
                    .toList();
            assertEquals(!own.isEmpty(), balances.has(repo));
            assertEquals(Set.copyOf(own), balances.of(repo).collect(Collectors.toSet()));
            assertEquals(sum(own.stream()), balances.total(repo));
            assertEquals(days(own, from, to), balances.days(repo, from, to));
            ReplacedDays replaced = balances.replaced(repo);
            IntStream.range(-2, DAYS + 2).mapToObj(FIRST::plusDays).forEach(day -> {
                boolean isReplaced = own.stream()
                        .anyMatch(one -> one.numbers().orElseThrow().replaces()
                                && one.days().covers(day));
                assertEquals(isReplaced, replaced.contains(day));
                if (isReplaced) assertEquals(true, !day.isBefore(replaced.first()) && !day.isAfter(replaced.last()));
            });
        }
    }

    private static Map<LocalDate, BalanceSum> days(List<OpeningBalance> own, LocalDate from, LocalDate to) {
        Map<LocalDate, List<OpeningBalance>> byDay = own.stream()
                .filter(one -> !one.days().isLump())
                .filter(one ->
                        !one.days().day().isBefore(from) && !one.days().day().isAfter(to))
                .collect(Collectors.groupingBy(one -> one.days().day()));
        var sums = new TreeMap<LocalDate, BalanceSum>();
        byDay.forEach((day, some) -> sums.put(day, sum(some.stream())));
        return sums;
    }

    private static BalanceSum sum(Stream<OpeningBalance> some) {
        long[] sums = new long[4];
        Map<String, Long> byOrigin = new HashMap<>();
        List<Boolean> replaces = new ArrayList<>();
        some.forEach(one -> {
            BalanceNumbers numbers = one.numbers().orElseThrow();
            long[] own = {
                numbers.downloads(),
                numbers.authenticated().orElse(0),
                numbers.anonymous().orElse(0),
                numbers.files().orElse(0)
            };
            Arrays.setAll(sums, i -> sums[i] + own[i]);
            byOrigin.merge(one.days().origin(), numbers.downloads(), Long::sum);
            replaces.add(numbers.replaces());
        });
        return new BalanceSum(sums[0], sums[1], sums[2], sums[3], byOrigin, replaces.contains(true));
    }
}
