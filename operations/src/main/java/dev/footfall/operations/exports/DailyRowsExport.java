package dev.footfall.operations.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.operations.logfiles.ReadProgress;
import dev.footfall.queryapi.table.TableFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The export of the daily rows that an API gives, of a type and month at a time. */
public record DailyRowsExport(RowsSource source, RowsExportOptions options, FileForm form) {
    private static final String UNTIL = "until";
    private static final String RULES = "rules";
    private static final String PARTITION = "partition";

    /** {@code out} stays open. */
    public long into(OutputStream out) throws IOException {
        try (OutputStream packed = form.packed(out)) {
            return copy(options.selection().onlyType(), options.from(), options.to(), packed);
        }
    }

    /** Keeps the last day of the first run. Fails if the directory has another export, or the API's rules changed. */
    public long into(Path path, ReadProgress progress) throws IOException {
        try (var directory = ExportDirectory.open(path)) {
            JsonNode head = directory.begin(head(), UNTIL);
            LocalDate to = LocalDate.parse(head.path(UNTIL).asText());
            List<RepoType> types = options.selection().onlyType().map(List::of).orElse(List.of(RepoType.values()));
            List<YearMonth> months = YearMonth.from(options.from())
                    .atDay(1)
                    .datesUntil(to.plusDays(1), Period.ofMonths(1))
                    .map(YearMonth::from)
                    .toList();
            Set<String> done = new HashSet<>();
            long rows = 0;
            for (JsonNode part : directory.parts()) {
                done.add(part.path(PARTITION).asText());
                rows += part.path("rows").asLong();
            }
            for (RepoType type : types) {
                for (YearMonth month : months) {
                    if (!done.add(ExportDirectory.partition(type, month))) continue;
                    rows += write(type, month, to, directory);
                    requireSame(head.path(RULES).asText());
                    progress.show(done.size(), (long) types.size() * months.size(), rows);
                }
            }
            return rows;
        }
    }

    private void requireSame(String rules) {
        String now = source.rules();
        if (now.equals(rules)) return;
        throw new IllegalStateException("the rows were exported by " + rules + ", and the API answers by " + now
                + " now: export them into another directory");
    }

    private long write(RepoType type, YearMonth month, LocalDate to, ExportDirectory directory) throws IOException {
        LocalDate first = month.atDay(1).isBefore(options.from()) ? options.from() : month.atDay(1);
        LocalDate last = month.atEndOfMonth().isAfter(to) ? to : month.atEndOfMonth();
        String partition = ExportDirectory.partition(type, month);
        Optional<ExportedFile> file = directory.write(
                form.file(partition + "/rows"), form.packed(out -> copy(Optional.of(type), first, last, out)));
        long rows = file.map(ExportedFile::rows).orElse(0L);
        ObjectNode part = ExportDirectory.line().put(PARTITION, partition).put("rows", rows);
        directory.finish(part, file.stream().toList());
        return rows;
    }

    private long copy(Optional<RepoType> type, LocalDate from, LocalDate to, OutputStream out) throws IOException {
        String path = "/v1/daily?format=" + form.format().label() + "&from=" + from + "&to=" + to
                + type.map(label -> "&repo_type=" + label.label()).orElse("")
                + (options.fields().isEmpty() ? "" : "&fields=" + options.fields());
        var lines = new RowLines(out, form.format(), options.selection().repo());
        source.copy(path, lines);
        return lines.rows();
    }

    private ObjectNode head() {
        ObjectNode head = form.into(ExportDirectory.line().put("export", "rows").put("endpoint", options.address()));
        head.put(RULES, source.rules()).put("fields", options.fields());
        options.selection().write(head);
        return head.put(UNTIL, options.to().toString());
    }

    /** The lines of daily rows on their way into a file: counted, and those of other repositories than the selected one left out. */
    static final class RowLines extends OutputStream {
        private final OutputStream out;
        private final List<String> beginnings;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private boolean isHeading;
        private long rows;

        RowLines(OutputStream out, TableFormat format, Optional<RepoId> repo) {
            this.out = out;
            this.isHeading = format == TableFormat.CSV;
            this.beginnings = repo.map(id -> beginnings(format, id.type().label(), id.fullName()))
                    .orElse(List.of());
        }

        /** The beginnings of a repository's rows. In CSV, a name that a spreadsheet would take for a formula has an apostrophe. */
        private static List<String> beginnings(TableFormat format, String type, String id) {
            return format == TableFormat.CSV
                    ? List.of(type + "," + id + ",", type + ",'" + id + ",")
                    : List.of("{\"type\":\"" + type + "\",\"id\":\"" + id + "\",");
        }

        long rows() {
            return rows;
        }

        @Override
        public void write(int octet) throws IOException {
            line.write(octet);
            if (octet == '\n') end();
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int begin = from;
            for (int at = from; at < from + length; at++) {
                if (bytes[at] != '\n') continue;
                line.write(bytes, begin, at + 1 - begin);
                end();
                begin = at + 1;
            }
            line.write(bytes, begin, from + length - begin);
        }

        private void end() throws IOException {
            byte[] text = line.toByteArray();
            line.reset();
            boolean isRow = !isHeading;
            isHeading = false;
            if (isRow && !isWanted(text)) return;
            out.write(text);
            if (isRow) rows++;
        }

        private boolean isWanted(byte[] text) {
            if (beginnings.isEmpty()) return true;
            String line = new String(text, StandardCharsets.UTF_8);
            return beginnings.stream().anyMatch(line::startsWith);
        }
    }
}
