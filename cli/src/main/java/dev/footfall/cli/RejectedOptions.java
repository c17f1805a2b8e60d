package dev.footfall.cli;

import dev.footfall.ingest.redaction.Redaction;
import dev.footfall.operations.rejected.RejectedLog;
import dev.footfall.operations.rejected.RejectedRecord;
import dev.footfall.operations.rejected.Repair;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.TargetKafka;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

final class RejectedOptions {
    @Mixin
    private KafkaOptions options = new KafkaOptions();

    @Option(names = "--field", paramLabel = "FIELD", description = "Only those in which this field is invalid.")
    private @Nullable String field;

    @Option(names = "--error", paramLabel = "TEXT", description = "Only those whose error contains this text.")
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

    RoomConfigs configs() {
        return TargetKafka.configured(options.settings());
    }

    RejectedLog open(RoomConfigs configs) {
        return new RejectedLog(
                configs.kafka(),
                configs.names(),
                since.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    boolean has(RejectedRecord record) {
        return (from == null || record.from().equals(from))
                && (field == null || record.event().field().equals(field))
                && record.event().error().contains(error);
    }

    static String text(Repair.Result result) {
        var text = new StringBuilder();
        for (Repair.Change change : result.shown()) {
            text.append(change.place()).append("\n  before  ").append(visible(change.before()));
            text.append("\n  after   ").append(visible(change.after())).append("\n\n");
        }
        if (!result.remaining().isEmpty()) {
            text.append(remaining(result)).append('\n');
        }
        return text.append(TextTable.aligned(numbers(result))).toString();
    }

    private static String remaining(Repair.Result result) {
        return TextTable.of(
                List.of("records", "still wrong"),
                result.remaining().entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .toList(),
                entry -> List.of(TextTable.number(entry.getValue()), entry.getKey()));
    }

    private static List<List<String>> numbers(Repair.Result result) {
        long wrong =
                result.remaining().values().stream().mapToLong(Long::longValue).sum();
        return List.of(
                row("events", result.repaired(), "counted like any other event"),
                row("left out", result.leftOut(), "the mapping returns nothing of them"),
                row("still wrong", wrong, ""),
                row("gone", result.gone(), "their originals are no longer in the log"),
                row("lines", result.lines(), "import their logs again, in the correct format: a line counts once"),
                row("others", result.ofOtherTopics(), "from other topics"));
    }

    private static List<String> row(String name, long records, String remark) {
        return TextTable.row(name, records, records == 0 ? "" : remark);
    }

    private static String visible(String text) {
        return VisibleText.of(Redaction.ofLine(text.getBytes(StandardCharsets.UTF_8), 0));
    }
}
