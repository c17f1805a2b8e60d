package dev.footfall.cli;

import dev.footfall.archive.Archive;
import dev.footfall.archive.ArchiveOptions;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.TargetKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "archive",
        description = {
            "Write the events of days that are over as Parquet files, without names of users.",
            "Run it again to add the days since, and what came late: each event is in the archive once."
        },
        footer = {
            "  footfall archive --out archive",
            "  footfall archive --out archive --to 2026-10-31 --bootstrap-servers kafka-1:9092",
        })
final class ArchiveCommand implements Runnable {
    @Mixin
    private KafkaOptions options = new KafkaOptions();

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The directory of the archive, where an interrupted run resumes.")
    private Path out = Path.of("");

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "The first day (UTC), always the same for a directory (default: all).")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "The last day (UTC); it is over (default: yesterday).")
    private @Nullable LocalDate to;

    @Option(
            names = "--skip-deleted",
            description = "Continue where events were deleted from the log before they were archived.")
    private boolean skipsDeleted;

    @Override
    public void run() {
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        LocalDate last = to == null ? yesterday : to;
        if (last.isAfter(yesterday)) {
            throw new UsageError("--to is '" + last + "': allowed is a day that is over, up to " + yesterday);
        }
        RoomConfigs configs = TargetKafka.configured(options.settings());
        var wanted = UsageError.unless(
                () -> new ArchiveOptions(configs.names(), Optional.ofNullable(from), last, skipsDeleted));
        ProgressBar bar = output.bar("events");
        long rows = write(new Archive(configs.kafka(), wanted, bar::show));
        bar.erase();
        String place = out.toAbsolutePath().normalize().toString();
        output.printf("archived %,d events of days up to %s in %s%n", rows, last, VisibleText.of(place));
    }

    private long write(Archive archive) {
        try {
            return archive.into(out);
        } catch (IOException e) {
            throw new IllegalStateException(out + " cannot be written: " + e + "; the next run resumes", e);
        }
    }
}
