package dev.footfall.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.footfall.cli.balances.BadBalances;
import dev.footfall.cli.balances.BalanceLine;
import dev.footfall.cli.balances.BalanceOverlaps;
import dev.footfall.cli.balances.BalanceOverlaps.BalanceOverlap;
import dev.footfall.cli.balances.LifetimeReadings;
import dev.footfall.events.BalanceDays;
import dev.footfall.events.BalanceNumbers;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.RepoId;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.ingest.balances.BalanceTopic;
import dev.footfall.web.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "balances",
        description = "Bring in what another system counted before, shown beside what Footfall counts.",
        synopsisSubcommandLabel = "check|import|remove",
        footer = {
            "  footfall balances check kohakuhub.csv",
            "  footfall balances import kohakuhub.csv --origin kohakuhub",
            "  footfall balances import kohakuhub.csv --origin kohakuhub --replace-before 2026-11-02",
            "  footfall balances import releases.csv --origin github-releases --lifetime",
            "  footfall balances remove --origin kohakuhub"
        })
final class BalancesCommand {
    /** The longest export. */
    private static final int MOST_DAYS = 3_660;

    private static final int SHOWN = 20;

    @Command(
            name = "check",
            description = {
                "List the days that have both counted downloads and a balance: of a file, or of what was imported.",
                "Exits with 1 if there are any. Only repositories that the token may see are checked."
            },
            footer = {
                "  footfall balances check kohakuhub.csv",
                "  footfall balances check releases.csv --origin github-releases --lifetime",
                "  footfall balances check"
            })
    int check(
            @Mixin BalancesOptions options,
            @Mixin Output output,
            @Option(names = "--lifetime", description = "The downloads are readings of a counter that only grows.")
                    boolean isLifetime,
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "CSV or NDJSON.") @Nullable Path file) {
        try {
            List<OpeningBalance> balances =
                    file == null ? options.known() : stated(options.read(file), options, isLifetime, true);
            List<BalanceOverlap> overlaps = overlaps(balances, options);
            output.print(
                    TextTable.number(balances.size()) + (file == null ? " balances\n" : " balances can be read\n"));
            output.print(overlaps.isEmpty() ? "no overlaps\n" : table(overlaps));
            return overlaps.isEmpty() ? 0 : 1;
        } catch (BadBalances bad) {
            bad.sentences().forEach(output::warn);
            return 1;
        }
    }

    @Command(
            name = "import",
            description = {
                "Import balances from CSV with a heading, or NDJSON: all of a file, or nothing.",
                "Columns: repo_type, repo, date or before, downloads; origin, authenticated, anonymous, files."
            },
            footer = {
                "  footfall balances import kohakuhub.csv --origin kohakuhub",
                "  footfall balances import releases.csv --origin github-releases --lifetime"
            })
    int importFile(
            @Mixin BalancesOptions options,
            @Mixin ImportChoices choices,
            @Mixin Output output,
            @Parameters(paramLabel = "FILE", description = "CSV or NDJSON.") Path file) {
        try {
            List<BalanceLine> lines = choices.taken(options.read(file));
            List<BalanceOverlap> overlaps =
                    choices.replaceBefore.isEmpty() ? overlaps(choices.stated(lines, options), options) : List.of();
            output.print(overlaps.isEmpty() ? "" : table(overlaps));
            if (!overlaps.isEmpty())
                throw new IllegalStateException(
                        "these days have both counted downloads and a balance, so nothing of the file "
                                + "was taken; --replace-before DAY says from which day on Footfall counts");
            output.print(written(lines, options, choices, output));
            return 0;
        } catch (BadBalances bad) {
            bad.sentences().forEach(output::warn);
            return 1;
        }
    }

    /** The balances of lines: of readings the differences that are not known yet, the first a lump. */
    private static List<OpeningBalance> stated(
            List<BalanceLine> lines, BalancesOptions options, boolean isLifetime, boolean mayReset) {
        if (!isLifetime || lines.isEmpty()) return balances(lines);
        var readings = new LifetimeReadings(lines, mayReset);
        OpeningBalances known = options.all();
        return BalanceTopic.toWrite(known, readings.since(known).balances());
    }

    private static String written(
            List<BalanceLine> lines, BalancesOptions options, ImportChoices choices, Output output) {
        var readings = new LifetimeReadings(lines, choices.mayReset);
        List<OpeningBalance> written = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        OpeningBalances unused = options.write(known -> {
            notes.clear();
            written.clear();
            if (choices.isLifetime && !lines.isEmpty()) {
                LifetimeReadings.Differences all = readings.since(known);
                notes.addAll(all.resets());
                written.addAll(BalanceTopic.toWrite(known, all.balances()));
            } else {
                written.addAll(BalanceTopic.toWrite(known, balances(lines)));
            }
            return written;
        });
        notes.forEach(output::warn);
        return summary(written, lines.size());
    }

    private static String summary(List<OpeningBalance> written, int lines) {
        long downloads = written.stream()
                .flatMap(one -> one.numbers().stream())
                .mapToLong(BalanceNumbers::downloads)
                .sum();
        long repositories =
                written.stream().map(OpeningBalance::repo).distinct().count();
        String origins = written.stream()
                .map(one -> one.days().origin())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        if (written.isEmpty()) return "all " + TextTable.number(lines) + " balances are already known\n";
        return TextTable.number(written.size()) + (written.size() == 1 ? " balance of " : " balances of ")
                + TextTable.number(repositories) + (repositories == 1 ? " repository, " : " repositories, ")
                + TextTable.number(downloads) + " downloads from " + origins + "\n";
    }

    static final class ImportChoices {
        @Option(
                names = "--replace-before",
                paramLabel = "DAY",
                description =
                        "Footfall counts from this day on: earlier balances take the place of what it counted, later ones "
                                + "are left out.")
        Optional<LocalDate> replaceBefore = Optional.empty();

        @Option(
                names = "--lifetime",
                description = "The downloads are readings of a counter that only grows, at the end of each date.")
        boolean isLifetime;

        @Option(names = "--allow-reset", description = "With --lifetime: a counter that falls began again at 0.")
        boolean mayReset;

        List<OpeningBalance> stated(List<BalanceLine> lines, BalancesOptions options) {
            return BalancesCommand.stated(lines, options, isLifetime, mayReset);
        }

        List<BalanceLine> taken(List<BalanceLine> all) {
            if (replaceBefore.isEmpty()) return all;
            LocalDate day = replaceBefore.get();
            List<BalanceLine> taken = new ArrayList<>();
            for (BalanceLine line : all) {
                BalanceDays about = line.balance().days();
                if (about.isLump() && about.day().isAfter(day))
                    throw new BadBalances(List.of(line.place() + ": a lump before " + about.day()
                            + " cannot be cut at --replace-before " + day));
                if (about.isLump() || about.day().isBefore(day)) taken.add(replacing(line));
            }
            return taken;
        }

        private static BalanceLine replacing(BalanceLine line) {
            OpeningBalance one = line.balance();
            return new BalanceLine(
                    line.line(),
                    line.column(),
                    new OpeningBalance(
                            one.repo(), one.days(), one.numbers().map(numbers -> numbers.replacing(true)), one.time()));
        }
    }

    @Command(
            name = "remove",
            description = "Withdraw balances: all of an origin, or of one repository.",
            footer = {
                "  footfall balances remove --origin kohakuhub",
                "  footfall balances remove --origin kohakuhub --repo model/myorg/heron"
            })
    void remove(
            @Mixin BalancesOptions options,
            @Mixin Output output,
            @Option(names = "--repo", paramLabel = "TYPE/NS/NAME", description = "Only those of this repository.")
                    @Nullable
                    String repo) {
        String origin = options.origin().orElseThrow(() -> new UsageError("--origin is missing"));
        Optional<RepoId> only = Optional.ofNullable(repo).map(UsageError::repository);
        List<OpeningBalance> removed = new ArrayList<>();
        OpeningBalances unused = options.write(known -> {
            removed.clear();
            only.map(List::of)
                    .orElseGet(() -> known.repositories().toList())
                    .forEach(one -> known.of(one)
                            .filter(balance -> balance.days().origin().equals(origin))
                            .map(balance -> new OpeningBalance(one, balance.days(), Optional.empty(), Instant.now()))
                            .forEach(removed::add));
            return removed;
        });
        output.print(TextTable.number(removed.size()) + " balances of " + origin + " withdrawn\n");
    }

    private static String table(List<BalanceOverlap> overlaps) {
        String more = overlaps.size() > SHOWN ? "and " + TextTable.number(overlaps.size() - SHOWN) + " more\n" : "";
        return TextTable.of(
                        List.of("repository", "date", "counted", "origin", "balance"),
                        overlaps.subList(0, Math.min(SHOWN, overlaps.size())),
                        one -> List.of(
                                one.repo().key(),
                                one.date().toString(),
                                TextTable.number(one.counted()),
                                one.origin(),
                                TextTable.number(one.balance())))
                + more;
    }

    private static List<OpeningBalance> balances(List<BalanceLine> lines) {
        return lines.stream().map(BalanceLine::balance).toList();
    }

    private static List<BalanceOverlap> overlaps(List<OpeningBalance> balances, BalancesOptions options) {
        if (balances.isEmpty()) return List.of();
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
        LocalDate to = BalanceOverlaps.last(balances).orElse(today);
        LocalDate earliest = to.minusDays(MOST_DAYS - 1L);
        LocalDate from = BalanceOverlaps.first(balances, earliest)
                .filter(day -> day.isAfter(earliest))
                .orElse(earliest);
        var found = new BalanceOverlaps(balances);
        String path = "/v1/daily?format=ndjson&fields=balances&from=" + from + "&to=" + to;
        try (var rows = new OverlapRows(found)) {
            options.client().copy(path, "export of days", rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.found();
    }

    /** Takes the lines of an export apart. */
    private static final class OverlapRows extends OutputStream {
        private final BalanceOverlaps found;
        private final StringBuilder line = new StringBuilder();

        OverlapRows(BalanceOverlaps found) {
            this.found = found;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        /** Names are ASCII, so that no character is cut in two. */
        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            line.append(new String(bytes, from, length, StandardCharsets.US_ASCII));
            int begin = 0;
            for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n", begin)) {
                take(line.substring(begin, end));
                begin = end + 1;
            }
            line.delete(0, begin);
        }

        private void take(String row) throws JsonProcessingException {
            if (!row.isBlank()) found.add(Json.MAPPER.readTree(row));
        }
    }
}
