package dev.footfall.cli;

import static java.util.Objects.requireNonNull;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.archive.ArchiveRecount;
import dev.footfall.archive.RecountOptions;
import dev.footfall.archive.RecountSums;
import dev.footfall.archive.RecountedDay;
import dev.footfall.operations.exports.FileForm;
import dev.footfall.operations.exports.Packing;
import dev.footfall.operations.exports.PrivateFiles;
import dev.footfall.queryapi.table.RowWriter;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.standalone.AtomicFile;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.TargetKafka;
import dev.footfall.standalone.settings.Setting;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a count by other rules that reads an archive. */
final class ArchivedCount {
    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "The directory of 'footfall archive'. What it lacks is read from the log.")
    private @Nullable Path archive;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "With --archive: the file for all rows as CSV, packed by its extension .gz or .zst.")
    private @Nullable Path out;

    @Option(names = "--from", paramLabel = "DATE", description = "With --archive: the first day (UTC) to count.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "With --archive: the last day to count.")
    private @Nullable LocalDate to;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "With --archive: the Kafka of the log (default: that of 'footfall run').")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "With --archive: the directory of 'footfall run' (default: ./data).")
    private @Nullable String dataDirectory;

    boolean isWanted() {
        if (archive != null) return true;
        if (out != null || from != null || to != null || bootstrapServers != null || dataDirectory != null)
            throw new UsageError("--out, --from, --to, --bootstrap-servers and --data-dir need --archive DIR");
        return false;
    }

    void count(SettingsOptions options, Output output) {
        options.name(Setting.KAFKA_BOOTSTRAP_SERVERS, bootstrapServers);
        options.name(Setting.DATA_DIR, dataDirectory);
        RoomConfigs configs = TargetKafka.configured(options.ofKafka());
        RuleSet rules = configs.state().rules();
        var counted = new RuleSet(rules.name(), rules.rules(), rules.partitions(), Projections.NONE);
        var wanted = UsageError.unless(
                () -> new RecountOptions(configs.names(), counted, Optional.ofNullable(from), Optional.ofNullable(to)));
        ProgressBar bar = output.bar("events");
        RecountSums sums = write(requireNonNull(archive), new ArchiveRecount(configs.kafka(), wanted, bar::show));
        bar.erase();
        if (sums.lost() > 0) {
            output.warn(String.format(
                    Locale.ROOT,
                    "%,d records were deleted before they could be archived: days that had some of them have too little",
                    sums.lost()));
        }
        output.printf(
                "%,d events of the archive and %,d of the log, by %s:%n", sums.archived(), sums.logged(), rules.id());
        output.printf(
                "%,d downloads, %,d files, %,d bytes, %,d events excluded%n",
                sums.counts().downloads(), sums.counts().files(), sums.counts().bytes(), sums.excluded());
        if (out == null) return;
        String place = out.toAbsolutePath().normalize().toString();
        output.printf("wrote %,d rows to %s%n", sums.rows(), VisibleText.of(place));
    }

    private RecountSums write(Path directory, ArchiveRecount recount) {
        if (out == null) return into(OutputStream.nullOutputStream(), Packing.NONE, directory, recount);
        Packing packing = Packing.of(out);
        var sums = new RecountSums[1];
        AtomicFile.write(out, file -> sums[0] = into(file, packing, directory, recount), PrivateFiles.attributes(out));
        return sums[0];
    }

    private static RecountSums into(OutputStream file, Packing packing, Path directory, ArchiveRecount recount) {
        try (OutputStream packed = new FileForm(TableFormat.CSV, packing).packed(file);
                RowWriter<RecountedDay> rows = TableFormat.CSV.writer(RecountedDay.TABLE, packed)) {
            return recount.into(directory, rows);
        } catch (IOException e) {
            throw new IllegalStateException(directory + " cannot be counted: " + e, e);
        }
    }
}
