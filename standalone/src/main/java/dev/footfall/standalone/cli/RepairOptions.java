package dev.footfall.standalone.cli;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.Topics;
import dev.footfall.operations.rejected.Mapping;
import dev.footfall.operations.rejected.RejectedLog;
import dev.footfall.operations.rejected.Repair;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say which rejected records are repaired, and how. */
final class RepairOptions {
    @Mixin
    private RejectedOptions rejected = new RejectedOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "MAPPING",
            description = "What makes of a record's value the event that was meant, in jq; else the value as it is.")
    private String mapping = ".";

    @Option(names = "--mapping-file", paramLabel = "FILE", description = "A file with the mapping.")
    private @Nullable Path file;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The directory of 'footfall run', where the visitor secret is; else ./data.")
    void dataDirectory(@Nullable String directory) {
        rejected.name(Setting.DATA_DIR, directory);
    }

    RoomConfigs configs() {
        return rejected.configs();
    }

    /** Reads, maps and decodes the records that are meant; hands over what are events then. */
    Repair.Result run(RoomConfigs configs, EventCodec.AddressHash addresses, Consumer<DownloadEvent> events) {
        var repair = new Repair(Mapping.of(text()), addresses, InstantSource.system());
        try (RejectedLog log = rejected.open(configs)) {
            return repair.run(log, Topics.STANDARD.downloadEvents(), rejected::has, events);
        }
    }

    private String text() {
        if (file == null) return mapping;
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UsageError("--mapping-file " + file + " cannot be read: " + e.getMessage());
        }
    }
}
