package dev.footfall.cli.balances;

import dev.footfall.events.BalanceDays;
import dev.footfall.events.BalanceNumbers;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.RepoId;
import dev.footfall.events.balances.OpeningBalances;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Readings of counters that only grow, each of the end of a UTC day, as balances: the first is a lump, each other one has the downloads
 * since the one before. A reading below the one before is a counter that began again at 0.
 *
 * @param lines the downloads of each are a reading
 * @param mayFall a counter may begin again
 */
public record LifetimeReadings(List<BalanceLine> lines, boolean mayFall) {
    /** {@code resets}: the places of those where a counter began again, in words. */
    public record Differences(List<OpeningBalance> balances, List<String> resets) {}

    private record Counter(RepoId repo, String origin) {}

    /** {@code place}: where it is in the file; empty if it was known. */
    private record CounterReading(long number, Optional<BalanceLine> place, boolean replaces) {}

    /**
     * All balances of these counters, worked out from the readings that are known and those of the file.
     *
     * @throws BadBalances if a line is no reading, or one falls and none may
     */
    public Differences since(OpeningBalances known) {
        var all = new Differences(new ArrayList<>(), new ArrayList<>());
        List<String> bad = new ArrayList<>();
        Map<Counter, List<BalanceLine>> byCounter = lines.stream()
                .collect(Collectors.groupingBy(line ->
                        new Counter(line.balance().repo(), line.balance().days().origin())));
        byCounter.forEach((counter, own) -> {
            var readings = new TreeMap<LocalDate, CounterReading>();
            known.of(counter.repo)
                    .filter(one -> one.days().origin().equals(counter.origin))
                    .forEach(one -> readings.put(one.days().last(), known(one, own)));
            own.forEach(line -> readings.put(line.balance().days().day(), stated(line)));
            add(counter, readings, all, bad);
        });
        if (!bad.isEmpty()) throw new BadBalances(bad);
        return all;
    }

    private static CounterReading known(OpeningBalance balance, List<BalanceLine> own) {
        BalanceNumbers numbers = balance.numbers().orElseThrow();
        long reading = numbers.lifetime()
                .orElseThrow(() -> new BadBalances(List.of(own.get(0).place() + ": " + balance.repo()
                        + " has balances of " + balance.days().origin()
                        + " that are no readings of a counter: use another origin, or remove them")));
        return new CounterReading(reading, Optional.empty(), numbers.replaces());
    }

    private static CounterReading stated(BalanceLine line) {
        if (line.balance().days().isLump())
            throw new BadBalances(List.of(line.place() + ": a reading has the date of its day, not before"));
        BalanceNumbers numbers = line.balance()
                .numbers()
                .orElseThrow(() -> new BadBalances(List.of(line.place() + ": a reading cannot be removed by a file")));
        return new CounterReading(numbers.downloads(), Optional.of(line), numbers.replaces());
    }

    private void add(Counter counter, TreeMap<LocalDate, CounterReading> readings, Differences all, List<String> bad) {
        long before = 0;
        boolean isPlaced = false;
        for (Map.Entry<LocalDate, CounterReading> next : readings.entrySet()) {
            CounterReading reading = next.getValue();
            boolean isFirst = next.getKey().equals(readings.firstKey());
            boolean isFall = reading.number < before;
            isPlaced |= reading.place.isPresent();
            String words = fall(counter, reading, before);
            if (isFall && !mayFall && isPlaced)
                bad.add(words + "; --allow-reset takes it as a counter that began again");
            else if (isFall) all.resets.add(words);
            LocalDate day = isFirst ? next.getKey().plusDays(1) : next.getKey();
            BalanceNumbers numbers = BalanceNumbers.of(reading.number).since(isFall ? 0 : before);
            all.balances.add(new OpeningBalance(
                    counter.repo,
                    new BalanceDays(counter.origin, day, isFirst),
                    Optional.of(numbers.replacing(reading.replaces)),
                    lines.get(0).balance().time()));
            before = reading.number;
        }
    }

    private static String fall(Counter counter, CounterReading reading, long before) {
        return reading.place.map(line -> line.place() + ": ").orElse("") + "downloads: the counter of " + counter.repo
                + " falls from " + before + " to " + reading.number;
    }
}
