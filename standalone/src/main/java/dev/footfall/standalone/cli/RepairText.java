package dev.footfall.standalone.cli;

import dev.footfall.ingest.redaction.Redaction;
import dev.footfall.operations.rejected.Repair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The outcome of a repair, for people: without addresses. */
final class RepairText {
    private RepairText() {}

    /** The first records before and after, what is still wrong, and the numbers. */
    static String of(Repair.Result result) {
        var text = new StringBuilder();
        for (Repair.Change change : result.shown()) {
            text.append(change.place()).append("\n  before  ").append(visible(change.before()));
            text.append("\n  after   ").append(visible(change.after())).append("\n\n");
        }
        if (!result.remaining().isEmpty()) {
            text.append(TextTable.aligned(remaining(result))).append('\n');
        }
        return text.append(TextTable.aligned(numbers(result))).toString();
    }

    private static List<List<String>> remaining(Repair.Result result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("records", "still wrong"));
        result.remaining().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> rows.add(List.of(TextTable.number(entry.getValue()), entry.getKey())));
        return rows;
    }

    private static List<List<String>> numbers(Repair.Result result) {
        long wrong =
                result.remaining().values().stream().mapToLong(Long::longValue).sum();
        return List.of(
                row("events", result.repaired(), "what they count as is decided like that of any event"),
                row("left out", result.leftOut(), "the mapping makes nothing of them"),
                row("still wrong", wrong, ""),
                row("gone", result.gone(), "their originals are not in the log any more"),
                row("lines", result.lines(), "import their logs again, in the right format: a line counts once"),
                row("others", result.ofOtherTopics(), "of other topics"));
    }

    private static List<String> row(String name, long records, String remark) {
        return List.of(name, TextTable.number(records), records == 0 ? "" : remark);
    }

    private static String visible(String text) {
        return VisibleText.of(Redaction.ofLine(text.getBytes(StandardCharsets.UTF_8), 0));
    }
}
