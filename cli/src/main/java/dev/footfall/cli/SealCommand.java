package dev.footfall.cli;

import dev.footfall.operations.sealing.LogSealing;
import dev.footfall.operations.sealing.SealingOptions;
import dev.footfall.operations.sealing.SealingResult;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.TargetKafka;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "seal",
        description = {
            "Seal the days before a date: store their counts, and delete events that are no longer needed.",
            "A rebuild uses sealed days and the rest of the log, and gives the same numbers; users are not kept."
        },
        footer = {
            "  footfall seal --before 2025-10-01 --dry-run",
            "  footfall seal --before 2025-10-01 --bootstrap-servers kafka-1:9092",
        })
final class SealCommand implements Runnable {
    @Mixin
    private KafkaOptions options = new KafkaOptions();

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--before",
            required = true,
            paramLabel = "DATE",
            description = "The first day (UTC) whose events are kept, such as 2025-10-01.")
    private LocalDate before = LocalDate.EPOCH;

    @Option(names = "--dry-run", description = "Only print what would be sealed and deleted.")
    private boolean isDry;

    @Option(
            names = "--repair",
            description = "Rewrite days that were sealed with counts different from those of this state by the "
                    + "same rules.")
    private boolean repairs;

    @Override
    public void run() {
        if (before.isAfter(LocalDate.now(ZoneOffset.UTC))) {
            throw new UsageError("--before is '" + before + "': allowed is a day up to today");
        }
        RoomConfigs configs = TargetKafka.configured(options.settings());
        ProgressBar bar = output.bar("partitions");
        var wanted = new SealingOptions(before, isDry, repairs, configs.replicationFactor());
        SealingResult result = new LogSealing(configs.kafka(), configs.state(), wanted)
                .seal(any -> true, done -> bar.show(done, configs.partitions(), done));
        bar.erase();
        report(result);
    }

    private void report(SealingResult result) {
        output.printf(
                "%s days of repositories: %,d in all, %,d of them new or changed%n",
                isDry ? "would seal" : "sealed", result.days(), result.written());
        output.printf("%s %,d records of the log%n", isDry ? "would delete" : "deleted", result.removed());
        if (result.open() > 0) {
            output.printf(
                    "%,d days before the date can be sealed once the log has an event after %s: run the command "
                            + "again then%n",
                    result.open(), result.closed());
        }
        report(result.kept());
    }

    private void report(SealingResult.Kept kept) {
        if (kept.others() > 0) {
            output.printf(
                    "%,d days stay as sealed by other rules: a rebuild needs sealed.other-rules=keep%n", kept.others());
        }
        if (kept.altered().isEmpty()) return;
        output.printf(
                repairs && !isDry
                        ? "%,d days had counts different from those of this state by the same rules:%n"
                        : "%,d days have counts different from those of this state by the same rules; --repair "
                                + "rewrites them:%n",
                kept.altered().size());
        kept.altered().forEach(day -> output.print("  " + day + "\n"));
    }
}
