package dev.footfall.standalone.cli;

import dev.footfall.events.RejectedEvent;
import dev.footfall.ingest.redaction.Redaction;
import dev.footfall.operations.rejected.RejectedLog;
import dev.footfall.operations.rejected.RejectedRecord;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code footfall rejected show}. */
@Command(
        name = "show",
        description = "Show a rejected record, and what is left of its original, without addresses.",
        footerHeading = "%nExample:%n",
        footer = "  footfall rejected show 3-4711")
final class RejectedShowCommand implements Callable<Integer> {
    @Mixin
    private RejectedOptions options = new RejectedOptions();

    @Parameters(paramLabel = "PLACE", description = "Its partition and offset, as 'rejected list' names them: 3-4711.")
    private String place = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        RejectedRecord.Place wanted = RejectedRecord.Place.of(place)
                .orElseThrow(
                        () -> new UsageError("'" + place + "' is no place: a partition and an offset, as in 3-4711"));
        try (RejectedLog log = options.open(options.configs())) {
            RejectedRecord record = log.at(wanted)
                    .orElseThrow(() -> new IllegalArgumentException("there is no rejected record at " + wanted));
            PrintWriter out = Output.of(spec);
            out.print(TextTable.aligned(facts(log, record)));
            out.flush();
            return 0;
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
                List.of("text", line.text().isEmpty() ? "not kept: an address could be anywhere in it" : line.text()));
    }

    private static List<List<String>> original(
            RejectedEvent.FromTopic origin, Optional<ConsumerRecord<byte[], byte[]>> record) {
        List<String> place = List.of("place", origin.partition() + "-" + origin.offset());
        return record.map(found ->
                        List.of(place, List.of("key", text(found.key())), List.of("value", text(found.value()))))
                .orElseGet(() -> List.of(place, List.of("value", "not in the log any more")));
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "none" : Redaction.ofLine(bytes, 0);
    }
}
