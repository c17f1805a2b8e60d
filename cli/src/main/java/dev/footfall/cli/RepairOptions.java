package dev.footfall.cli;

import dev.footfall.events.AddressHash;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Unchecked;
import dev.footfall.operations.rejected.Mapping;
import dev.footfall.operations.rejected.RejectedLog;
import dev.footfall.operations.rejected.Repair;
import dev.footfall.standalone.RoomConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

final class RepairOptions {
    @Mixin
    private RejectedOptions rejected = new RejectedOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "MAPPING",
            description = "A jq mapping of a record's value to the intended event (default: the unchanged value).")
    private String mapping = ".";

    @Option(names = "--mapping-file", paramLabel = "FILE", description = "A file with the mapping.")
    private @Nullable Path file;

    RoomConfigs configs() {
        return rejected.configs();
    }

    Repair.Result run(RoomConfigs configs, AddressHash addresses, Consumer<DownloadEvent> events) {
        var repair = new Repair(Mapping.of(text()), addresses, InstantSource.system());
        try (RejectedLog log = rejected.open(configs)) {
            return repair.run(log, configs.names().name(TopicSpec.DOWNLOAD_EVENTS), rejected::has, events);
        }
    }

    private String text() {
        if (file == null) return mapping;
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UsageError("--mapping-file " + file + " cannot be read: " + Unchecked.reason(e));
        }
    }
}
