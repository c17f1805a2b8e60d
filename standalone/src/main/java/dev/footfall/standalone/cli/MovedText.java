package dev.footfall.standalone.cli;

import dev.footfall.events.Topic;
import dev.footfall.events.Topics;
import dev.footfall.operations.logfiles.ExportedLog;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The contents of an exported log in words. */
final class MovedText {
    private MovedText() {}

    /** Prints a line for each topic of the file, and what it does not have. */
    static void print(ExportedLog.TopicSizes sizes, PrintWriter out) {
        var rows = new ArrayList<>(List.of(List.of("topic", "records", "bytes")));
        sizes.byTopic()
                .forEach((topic, size) ->
                        rows.add(List.of(topic, TextTable.number(size.records()), TextTable.number(size.bytes()))));
        out.print(TextTable.aligned(rows));
        String missing = Topics.STANDARD.moved().stream()
                .map(Topic::name)
                .filter(topic -> !sizes.byTopic().containsKey(topic))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) out.println("not in the file: " + missing);
        out.println(
                "not in the file: the visitor secret (ingest.visitor-secret, or visitor-secret in the data directory);"
                        + " without it, visitors are new");
    }

    /** Tells if one of these topics has records. */
    static boolean has(ExportedLog.TopicSizes sizes, List<Topic> topics) {
        return topics.stream().anyMatch(topic -> {
            ExportedLog.TopicSizes.Size size = sizes.byTopic().get(topic.name());
            return size != null && size.records() > 0;
        });
    }
}
