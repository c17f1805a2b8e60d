package dev.footfall.cli.balances;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.CheckedJson;
import dev.footfall.events.FieldError;
import dev.footfall.events.NearestName;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.Parsed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of balances: CSV with a heading, or NDJSON, by the first character that is no space. All of it can be read, or none is taken.
 *
 * @param origin of those that name none
 */
public record BalanceFile(Path file, Optional<String> origin, Instant now) {
    /** So many are held in memory, and written in one transaction. */
    static final int MOST = 100_000;

    private static final int MOST_CHARACTERS = 64 << 10;
    private static final String ORIGIN = "origin";
    private static final List<String> COLUMNS =
            List.of("repo_type", "repo", ORIGIN, "date", "before", "downloads", "authenticated", "anonymous", "files");

    /** Fails with {@link BadBalances} if there is anything in it that cannot be taken. */
    public List<BalanceLine> read() throws IOException {
        var read = new Lines(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            Optional<CsvHeading> heading = Optional.empty();
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
                if (text.isBlank()) continue;
                if (text.length() > MOST_CHARACTERS) throw new BadBalances(List.of("line " + number + " is too long"));
                if (heading.isEmpty() && !text.strip().startsWith("{")) heading = Optional.of(heading(text, number));
                else read.add(number, heading.isPresent() ? csv(text, heading.get()) : json(text));
            }
        }
        return read.all();
    }

    /** The names of the columns, in their order. */
    private record CsvHeading(List<String> names) {}

    private static CsvHeading heading(String line, long number) {
        List<Cell> cells = cells(line);
        for (Cell cell : cells) {
            if (COLUMNS.contains(cell.text)) continue;
            String nearest = NearestName.of(cell.text, COLUMNS)
                    .map(near -> "did you mean " + near + "?")
                    .orElse("known are " + String.join(", ", COLUMNS));
            throw new BadBalances(List.of("line " + number + ", column " + cell.column + ": " + cell.text
                    + " is no column of balances: " + nearest));
        }
        List<String> names = cells.stream().map(Cell::text).toList();
        if (names.stream().distinct().count() < names.size())
            throw new BadBalances(List.of("line " + number + ": a column is there twice"));
        return new CsvHeading(names);
    }

    /** {@code column}: in characters, from 1. */
    private record Cell(String text, int column) {}

    /** A statement, or why it is none, and where its fields are in the line. */
    private record Stated(Parsed<OpeningBalance> balance, Map<String, Integer> columns) {}

    private Stated csv(String line, CsvHeading heading) {
        List<Cell> cells = cells(line);
        if (cells.size() != heading.names.size()) {
            String error = cells.size() + " cells, but the heading has " + heading.names.size();
            return new Stated(Parsed.invalid(FieldError.JSON, error), Map.of());
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            String name = heading.names.get(i);
            Cell cell = cells.get(i);
            columns.put(name, cell.column);
            if (cell.text.matches("-?[0-9]{1,18}")) json.put(name, Long.parseLong(cell.text));
            else if (!cell.text.isEmpty()) json.put(name, cell.text);
        }
        origin.filter(any -> !json.has(ORIGIN)).ifPresent(named -> json.put(ORIGIN, named));
        return new Stated(statement(json.toString()), columns);
    }

    private Stated json(String line) {
        String text = line.strip();
        boolean isUnnamed = origin.isPresent() && text.startsWith("{") && !text.contains("\"" + ORIGIN + "\"");
        String whole = isUnnamed ? "{\"" + ORIGIN + "\":\"" + origin.orElseThrow() + "\"," + text.substring(1) : text;
        Map<String, Integer> columns = new HashMap<>();
        for (String field : OpeningBalance.FIELDS) {
            int at = line.indexOf('"' + field + '"');
            if (at >= 0) columns.put(field, at + 1);
        }
        return new Stated(statement(whole), columns);
    }

    private Parsed<OpeningBalance> statement(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = CheckedJson.parser(bytes, 0, bytes.length)) {
            parser.nextToken();
            Parsed<OpeningBalance> read = OpeningBalance.decodeStatement(parser, now);
            return parser.nextToken() == null
                    ? read
                    : Parsed.invalid(FieldError.JSON, "more than one value on the line");
        } catch (IOException e) {
            return Parsed.invalid(FieldError.JSON, CheckedJson.fault(e));
        }
    }

    /** The cells of a line (<a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>); none has a line end in it. */
    private static List<Cell> cells(String line) {
        List<Cell> cells = new ArrayList<>();
        var text = new StringBuilder();
        boolean isQuoted = false;
        int begin = 1;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean isEscaped = isQuoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
            if (isEscaped) text.append(line.charAt(++i));
            else if (c == '"') isQuoted = !isQuoted;
            else if (c != ',' || isQuoted) text.append(c);
            else {
                cells.add(new Cell(text.toString().strip(), begin));
                text.setLength(0);
                begin = i + 2;
            }
        }
        cells.add(new Cell(text.toString().strip(), begin));
        return cells;
    }

    private record Lines(List<BalanceLine> good, List<String> bad, Map<String, Long> places) {
        void add(long number, Stated stated) {
            stated.balance.fold(
                    balance -> add(number, stated, balance), reason -> bad.add(place(number, reason, stated)));
        }

        private boolean add(long number, Stated stated, OpeningBalance balance) {
            int column = stated.columns.getOrDefault("downloads", 1);
            if (good.size() == MOST)
                throw new BadBalances(List.of("the file has more than " + MOST + " balances: split it"));
            Long before = places.put(new String(balance.keyBytes(), StandardCharsets.UTF_8), number);
            if (before == null) return good.add(new BalanceLine(number, column, balance));
            return bad.add("line " + number + ", column 1: the same repository, origin and days as in line " + before);
        }

        private static String place(long number, FieldError reason, Stated stated) {
            String field = reason.field().equals(FieldError.JSON) ? "" : reason.field() + ": ";
            return "line " + number + ", column " + stated.columns.getOrDefault(reason.field(), 1) + ": " + field
                    + reason.error();
        }

        List<BalanceLine> all() {
            if (!bad.isEmpty()) throw new BadBalances(bad);
            return good;
        }
    }
}
