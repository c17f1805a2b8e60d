package dev.footfall.cli.balances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.BalanceNumbers;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The days that have both counted downloads and a balance that adds to them. Takes the rows of an export, one after another. */
public final class BalanceOverlaps {
    private final Map<RepoId, List<OpeningBalance>> stated = new HashMap<>();
    private final List<BalanceOverlap> found = new ArrayList<>();

    /** {@code origin}: of a lump with the day before which it is. */
    public record BalanceOverlap(RepoId repo, LocalDate date, long counted, String origin, long balance) {}

    public BalanceOverlaps(List<OpeningBalance> balances) {
        balances.stream()
                .filter(one -> one.numbers()
                        .filter(numbers -> numbers.downloads() > 0 && !numbers.replaces())
                        .isPresent())
                .forEach(one -> stated.computeIfAbsent(one.repo(), any -> new ArrayList<>())
                        .add(one));
    }

    /** The first day of any of the balances; a lump may have any day. */
    public static Optional<LocalDate> first(List<OpeningBalance> balances, LocalDate earliest) {
        return balances.stream()
                .map(one -> one.days().isLump() ? earliest : one.days().day())
                .min(Comparator.naturalOrder());
    }

    public static Optional<LocalDate> last(List<OpeningBalance> balances) {
        return balances.stream().map(one -> one.days().last()).max(Comparator.naturalOrder());
    }

    /** A row of {@code /v1/daily} with balances. */
    public void add(JsonNode row) {
        long balance = 0;
        for (JsonNode one : row.path("balances")) balance += one.asLong();
        long counted = row.path("downloads").asLong() - balance;
        Optional<RepoId> repo = RepoType.ofLabel(row.path("type").asText())
                .flatMap(type -> RepoId.of(type, row.path("id").asText()));
        if (counted <= 0 || repo.isEmpty()) return;
        LocalDate date = LocalDate.parse(row.path("date").asText());
        for (OpeningBalance one : stated.getOrDefault(repo.get(), List.of())) {
            if (!one.days().covers(date)) continue;
            String origin = one.days().origin()
                    + (one.days().isLump() ? " (before " + one.days().day() + ")" : "");
            long downloads = one.numbers().map(BalanceNumbers::downloads).orElse(0L);
            found.add(new BalanceOverlap(repo.get(), date, counted, origin, downloads));
        }
    }

    public List<BalanceOverlap> found() {
        return List.copyOf(found);
    }
}
