package dev.footfall.cli;

import dev.footfall.events.RejectedEvent;
import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.redaction.Redaction;
import dev.footfall.operations.rejected.EventWriter;
import dev.footfall.operations.rejected.RejectedGroups;
import dev.footfall.operations.rejected.RejectedLog;
import dev.footfall.operations.rejected.RejectedPlace;
import dev.footfall.operations.rejected.RejectedRecord;
import dev.footfall.operations.rejected.Repair;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.SharedLogs;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "rejected",
        description = "Show and repair records that could not be read as events.",
        synopsisSubcommandLabel = "list|show|repair|replay",
        footer = {
            "  footfall rejected list",
            "  footfall rejected show 3-4711",
            "  footfall rejected repair --field status '.status |= tonumber'",
            "  footfall rejected replay --field status '.status |= tonumber'"
        })
final class RejectedCommand {

    @Command(
            name = "list",
            description = "List the rejected records of the last 30 days by what is wrong with them.",
            footer = {"  footfall rejected list", "  footfall rejected list --from 'log of files-1'"})
    void list(@Mixin RejectedOptions options, @Mixin Output output) {
        var groups = new RejectedGroups();
        try (RejectedLog log = options.open(options.configs())) {
            log.forEach(record -> {
                if (options.has(record)) groups.add(record);
            });
        }
        output.print(groups.all().isEmpty() ? "no rejected records\n" : table(groups));
    }

    private static String table(RejectedGroups groups) {
        String others = groups.others() == 0 ? "" : TextTable.number(groups.others()) + " more have other errors\n";
        return TextTable.of(
                        List.of("records", "field", "error", "from", "last", "for example"),
                        groups.all(),
                        RejectedCommand::row)
                + others;
    }

    private static List<String> row(RejectedGroups.Group group) {
        RejectedRecord sample = group.sample();
        return List.of(
                TextTable.number(group.records()),
                sample.event().field(),
                sample.event().error(),
                sample.from(),
                group.last().truncatedTo(ChronoUnit.SECONDS).toString(),
                sample.place().toString());
    }

    @Command(
            name = "show",
            description = "Show a rejected record and the rest of its original, without addresses.",
            footer = "  footfall rejected show 3-4711")
    void show(
            @Mixin RejectedOptions options,
            @Parameters(
                            paramLabel = "PLACE",
                            description = "Its partition and offset, as 'rejected list' names them: 3-4711.")
                    String place,
            @Mixin Output output) {
        RejectedPlace wanted = RejectedPlace.of(place)
                .orElseThrow(() -> new UsageError("'" + place + "' is not a partition and an offset such as 3-4711"));
        try (RejectedLog log = options.open(options.configs())) {
            RejectedRecord record = log.at(wanted)
                    .orElseThrow(() -> new IllegalArgumentException("no rejected record exists at " + wanted));
            output.print(TextTable.aligned(facts(log, record)));
        }
    }

    private static List<List<String>> facts(RejectedLog log, RejectedRecord record) {
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("rejected", record.time().toString()));
        facts.add(List.of("field", record.event().field()));
        facts.add(List.of("error", record.event().error()));
        facts.add(List.of("from", record.from()));
        facts.addAll(
                record.event().origin() instanceof RejectedEvent.FromTopic origin
                        ? original(origin, log.original(origin))
                        : line((RejectedEvent.FromLine) record.event().origin()));
        return facts;
    }

    private static List<List<String>> line(RejectedEvent.FromLine line) {
        return List.of(
                List.of("line", String.valueOf(line.number())),
                List.of("text", line.text().isEmpty() ? "not kept: it could contain an address" : line.text()));
    }

    private static List<List<String>> original(
            RejectedEvent.FromTopic origin, Optional<ConsumerRecord<byte[], byte[]>> record) {
        List<String> place = List.of("place", origin.partition() + "-" + origin.offset());
        return record.map(found ->
                        List.of(place, List.of("key", text(found.key())), List.of("value", text(found.value()))))
                .orElseGet(() -> List.of(place, List.of("value", "no longer in the log")));
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "none" : Redaction.ofLine(bytes, 0);
    }

    @Command(
            name = "repair",
            description = "Try a repair: show its result for the rejected records of the log. Nothing is written.",
            footer = {
                "  footfall rejected repair --field status '.status |= tonumber'",
                "  footfall rejected repair --field time '.time //= $log_time | .id //= $place'",
                "  footfall rejected repair --field key"
            })
    void repair(@Mixin RepairOptions options, @Mixin Output output) {
        RoomConfigs configs = options.configs();
        output.print(RejectedOptions.text(options.run(configs, configs.secret(), event -> {})));
    }

    @Command(
            name = "replay",
            description =
                    "Repair the rejected records of the log and write the events. It can be repeated: each event counts once.",
            footer = {
                "  footfall rejected replay --field status '.status |= tonumber'",
                "  footfall rejected replay --field key"
            })
    void replay(@Mixin RepairOptions options, @Mixin Output output) {
        RoomConfigs configs = options.configs();
        try (EventPublisher publisher = LogOptions.publisher(configs, configs.publisher());
                VisitorKeys keys = SharedLogs.keys(configs, configs.secret())) {
            var writer = new EventWriter(publisher);
            Repair.Result result = options.run(configs, keys, writer::add);
            writer.flush();
            output.print(RejectedOptions.text(result));
            output.printf("written: %,d%n", writer.written());
        }
    }
}
