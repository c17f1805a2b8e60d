package dev.footfall.cli;

import dev.footfall.events.Unchecked;
import dev.footfall.operations.exports.PrivateFiles;
import dev.footfall.operations.robots.RobotScan;
import dev.footfall.operations.robots.RobotScan.Suspect;
import dev.footfall.operations.robots.RobotSearch;
import dev.footfall.rules.clients.VisitorDay;
import dev.footfall.rules.file.RuleFile;
import dev.footfall.standalone.AtomicFile;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.TargetKafka;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "robots",
        description = {
            "List visitors who behave like robots, by day: those with files of many repositories, or with many "
                    + "sessions of one.",
            "For operators: it reads the log, and names users. Use the list in a rule file as 'visitor-days'."
        },
        footer = {
            "  footfall robots --repositories 200 --sessions 50 --from 2026-10-01 --to 2026-10-31",
            "  footfall robots --repositories 200 --from 2026-10-05 --to 2026-10-05 --list robots.txt"
        })
final class RobotsCommand implements Runnable {
    private static final int ANY = Integer.MAX_VALUE;

    @Mixin
    private KafkaOptions options = new KafkaOptions();

    @Option(names = "--repositories", paramLabel = "N", description = "Visitors with more repositories in a day.")
    private int repositories = ANY;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            description = "Visitors with more sessions of one repository in a day.")
    private int sessions = ANY;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "The first day (UTC), YYYY-MM-DD (default: the " + "log's first).")
    private LocalDate from = LocalDate.EPOCH;

    @Option(names = "--to", paramLabel = "DATE", description = "The last day.")
    private LocalDate to = LocalDate.MAX;

    @Option(
            names = "--rules",
            paramLabel = "NAME|FILE",
            description = "The rules: a built-in set or a file (default: the configured ones).")
    private @Nullable String rules;

    @Option(
            names = "--list",
            paramLabel = "FILE",
            description = "Append visitors that this list lacks, or create the " + "list.")
    private @Nullable Path list;

    @Mixin
    private Output output = new Output();

    @Override
    public void run() {
        if (repositories == ANY && sessions == ANY)
            throw new UsageError("a threshold is missing: --repositories N, " + "--sessions N");
        Settings settings = options.settings();
        RuleFile file = rules == null ? RoomConfigs.rules(settings) : RuleFile.of(rules);
        var search = UsageError.unless(() -> new RobotSearch(file.counting(), repositories, sessions, from, to));
        List<String> known = list == null ? List.of() : lines(list); // before hours of reading the log
        RoomConfigs configs = TargetKafka.configured(settings);
        ProgressBar bar = output.bar("passes of a partition");
        List<Suspect> found = RobotScan.of(configs.kafka(), configs.names(), search, bar::show);
        bar.erase();
        output.print(found.isEmpty() ? "no visitor exceeds the thresholds on any day\n" : table(found));
        if (list != null)
            write(list, known, found.stream().map(Suspect::visitor).toList());
    }

    private static String table(List<Suspect> found) {
        return TextTable.of(
                List.of("day", "visitor", "repositories", "sessions", "requests", "agent"),
                found,
                of -> List.of(
                        of.visitor().day().toString(),
                        of.visitor().key(),
                        TextTable.number(of.repositories()),
                        TextTable.number(of.sessions()),
                        TextTable.number(of.requests()),
                        of.agent()));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UsageError("--list " + file + " cannot be read: " + Unchecked.reason(e));
        }
    }

    private void write(Path file, List<String> known, List<VisitorDay> found) {
        List<String> more = found.stream()
                .filter(VisitorDay::isLine)
                .map(VisitorDay::toString)
                .filter(Predicate.not(Set.copyOf(known)::contains))
                .toList();
        String text = Stream.concat(known.stream(), more.stream())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        boolean isNew = !Files.exists(file);
        FileAttribute<?>[] attributes = isNew ? PrivateFiles.attributes(file) : new FileAttribute<?>[0];
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)), attributes);
        output.printf("added to %s: %,d%n", file, more.size());
        long others = found.stream().filter(of -> !of.isLine()).count();
        if (others > 0) output.warn(others + " users with a line break in their names cannot be listed");
    }
}
