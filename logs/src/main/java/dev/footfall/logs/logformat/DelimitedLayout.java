package dev.footfall.logs.logformat;

import dev.footfall.ingest.redaction.LogText;
import dev.footfall.logs.logformat.ParsedLine.Skipped;
import dev.footfall.logs.logformat.ParsedLine.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fields between separators, named in the declaration, the first line or {@code #Fields:} lines; may be in quotes. */
record DelimitedLayout(char separator, Names names, List<String> declared) implements Layout {
    private static final String USAGE = "delimited needs tab, comma, semicolon, pipe or space, and then "
            + "#Fields, header, or the names of all fields";

    DelimitedLayout {
        declared = List.copyOf(declared);
    }

    enum Names {
        DECLARED,
        IN_FIRST_LINE,
        IN_DIRECTIVE
    }

    static DelimitedLayout parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        if (words.length < 2) throw new IllegalArgumentException(USAGE);
        char separator = switch (words[0]) {
            case "tab" -> '\t';
            case "comma" -> ',';
            case "semicolon" -> ';';
            case "pipe" -> '|';
            case "space" -> ' ';
            default -> throw new IllegalArgumentException(USAGE);
        };
        if (words.length == 2 && words[1].equals("#Fields")) {
            return new DelimitedLayout(separator, Names.IN_DIRECTIVE, List.of());
        }
        if (words.length == 2 && words[1].equals("header")) {
            return new DelimitedLayout(separator, Names.IN_FIRST_LINE, List.of());
        }
        return new DelimitedLayout(separator, Names.DECLARED, List.of(words).subList(1, words.length));
    }

    @Override
    public boolean hasHeader() {
        return names != Names.DECLARED;
    }

    @Override
    public boolean mayHave(String field) {
        return hasHeader() || declared.contains(field);
    }

    @Override
    public String first() {
        return hasHeader() ? "" : declared.get(0);
    }

    @Override
    public boolean mayBeObject() {
        return false;
    }

    @Override
    public LineCutter cutter(List<String> fields) {
        return new Columns(this, fields);
    }

    private static final class Columns implements LineCutter {
        private static final String DIRECTIVE = "#Fields:";

        /** Each line is compared with the names of all. */
        private static final int MOST_COLUMNS = 1_000;

        private final DelimitedLayout layout;
        private final List<String> wanted;
        private List<String> names;
        private int[] slots;

        Columns(DelimitedLayout layout, List<String> wanted) {
            this.layout = layout;
            this.wanted = wanted;
            this.names = layout.declared();
            this.slots = slots();
        }

        @Override
        public Optional<ParsedLine> cut(byte[] line, int from, LineFields row) {
            if (from >= line.length) return unreadable(line.length, "must have fields");
            if (layout.names() == Names.IN_DIRECTIVE && line[from] == '#') return directive(line);
            if (layout.names() == Names.IN_FIRST_LINE && (names.isEmpty() || names.contains(first(line, from)))) {
                List<String> columns = split(line, from);
                if (areNames(columns)) return named(columns);
                if (names.isEmpty())
                    return unreadable(from, "must come after a first line with the names of the columns");
            }
            if (names.isEmpty()) return unreadable(from, "must come after a line that begins with '" + DIRECTIVE + "'");
            return fill(line, from, row);
        }

        private Optional<ParsedLine> directive(byte[] line) {
            String text = LogText.plain(line, 0, line.length);
            if (!text.startsWith(DIRECTIVE)) return Optional.of(Skipped.INSTANCE);
            return named(List.of(text.substring(DIRECTIVE.length()).strip().split("\\s+", -1)));
        }

        private Optional<ParsedLine> named(List<String> columns) {
            if (columns.size() > MOST_COLUMNS) return unreadable(0, "must have at most " + MOST_COLUMNS + " columns");
            names = columns;
            slots = slots();
            return Optional.of(Skipped.INSTANCE);
        }

        private String first(byte[] line, int from) {
            int start = line[from] == '"' ? from + 1 : from;
            int end = start;
            while (end < line.length && line[end] != layout.separator() && line[end] != '"') end++;
            return LogText.plain(line, start, end);
        }

        /** None if a quote is not closed. */
        private List<String> split(byte[] line, int from) {
            var columns = new ArrayList<String>();
            for (int at = from; at <= line.length; ) {
                boolean isQuoted = at < line.length && line[at] == '"';
                int end = isQuoted ? endOfQuoted(line, at + 1) : endOfPlain(line, at);
                if (end < 0) return List.of();
                columns.add(text(line, at, end, isQuoted).strip().replace("\"", ""));
                at = isQuoted ? end + 2 : end + 1;
            }
            return columns;
        }

        /** True for all names that are read already, whatever their order, as where files are joined; else for one that is wanted. */
        private boolean areNames(List<String> columns) {
            return names.isEmpty()
                    ? columns.stream().anyMatch(wanted::contains)
                    : names.stream().filter(wanted::contains).allMatch(columns::contains);
        }

        private int[] slots() {
            return names.stream().mapToInt(this::slot).toArray();
        }

        /** Headers that an operator has added are spelled in any case. */
        private int slot(String name) {
            int exact = wanted.indexOf(name);
            if (exact >= 0) return exact;
            for (int slot = 0; slot < wanted.size(); slot++) {
                boolean isOtherCase = wanted.get(slot).equalsIgnoreCase(name);
                if (isOtherCase && !names.contains(wanted.get(slot))) return slot;
            }
            return -1;
        }

        /** A client may send a quote that nobody closes: writers of {@code #Fields:} and of pipes mostly quote nothing. */
        private Optional<ParsedLine> fill(byte[] line, int from, LineFields row) {
            Optional<ParsedLine> fault = fill(line, from, row, true);
            boolean mayBePlain = layout.names() == Names.IN_DIRECTIVE || layout.separator() == '|';
            return mayBePlain ? fault.filter(any -> fill(line, from, row, false).isPresent()) : fault;
        }

        private Optional<ParsedLine> fill(byte[] line, int from, LineFields row, boolean hasQuotes) {
            int at = from;
            for (int column = 0; column < slots.length; column++) {
                if (at > line.length) {
                    return unreadable(line.length, "must have " + slots.length + " fields, and has " + column);
                }
                boolean isQuoted = hasQuotes && at < line.length && line[at] == '"';
                int end = isQuoted ? endOfQuoted(line, at + 1) : endOfPlain(line, at);
                if (end < 0) return unreadable(at, "the quote is not closed, in " + names.get(column));
                if (slots[column] >= 0) row.set(slots[column], text(line, at, end, isQuoted), at);
                at = isQuoted ? end + 2 : end + 1;
            }
            if (layout.hasHeader() && at < line.length) return unreadable(at, "must end here, as the names do");
            return Optional.empty();
        }

        private static String text(byte[] line, int at, int end, boolean isQuoted) {
            if (!isQuoted) return LogText.plain(line, at, end);
            return LogText.plain(line, at + 1, end).replace("\"\"", "\"");
        }

        private int endOfPlain(byte[] line, int from) {
            int end = from;
            while (end < line.length && line[end] != layout.separator()) end++;
            return end;
        }

        /** The closing quote: one with a separator or the line's end after it. */
        private int endOfQuoted(byte[] line, int from) {
            for (int i = from; i < line.length; i++) {
                if (line[i] != '"') continue;
                if (i + 1 == line.length || line[i + 1] == layout.separator()) return i;
                if (line[i + 1] == '"') i++;
            }
            return -1;
        }

        private static Optional<ParsedLine> unreadable(int at, String expected) {
            return Optional.of(Unreadable.at(at, Unreadable.LINE, expected));
        }
    }
}
