package dev.footfall.standalone.cli;

import dev.footfall.events.Topics;
import dev.footfall.operations.rejected.RejectedLog;
import dev.footfall.operations.rejected.RejectedRecord;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which rejected records of which Kafka are meant. */
final class RejectedOptions {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Mixin
    KafkaOption kafka = new KafkaOption(options);

    @Option(names = "--field", paramLabel = "FIELD", description = "Only those in which this field is wrong.")
    private @Nullable String field;

    @Option(names = "--error", paramLabel = "TEXT", description = "Only those whose error has this text in it.")
    private String error = "";

    @Option(
            names = "--from",
            paramLabel = "NAME",
            description = "Only those that come from this topic, or from the logs of this source.")
    private @Nullable String from;

    @Option(
            names = "--since",
            paramLabel = "DAY",
            description = "Only those that were rejected on this day or later, in UTC; earlier ones are not read.")
    private LocalDate since = LocalDate.EPOCH;

    void name(Setting setting, @Nullable String value) {
        options.name(setting, value);
    }

    RoomConfigs configs() {
        return RoomConfigs.of(options.settings());
    }

    RejectedLog open(RoomConfigs configs) {
        return new RejectedLog(
                configs.kafka(),
                Topics.STANDARD,
                since.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** True if a record is one of those that are meant. */
    boolean has(RejectedRecord record) {
        return (from == null || record.from().equals(from))
                && (field == null || record.event().field().equals(field))
                && record.event().error().contains(error);
    }
}
