package dev.footfall.ingest.logformat;

import dev.footfall.events.Rfc3339;
import dev.footfall.ingest.logformat.Layout.LineCutter;
import dev.footfall.ingest.logformat.Layout.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A field ends where the literal after it comes next, not at escaped quotes. {@code lead}: the first literal. */
record PatternLayout(String lead, List<Field> fields, Style style) implements Layout {
    private static final int MOST_LITERAL = 256;
    private static final String SHIFTED = "must be %s, without a space: a field too many may stand in front";
    private static final Set<String> PATHS = Set.of("uri", "request_uri", "%U");
    private static final Set<String> QUERIES = Set.of("is_args", "args", "query_string", "%q");
    private static final Set<String> NGINX_QUERIES = Set.of("args", "query_string");
    private static final Set<String> DECODED = Set.of("uri", "%U");
    private static final Set<String> SPACED_TIMES = Set.of("time_local", "%t");

    PatternLayout {
        fields = joined(fields);
        requireShort(lead);
        fields.forEach(field -> requireShort(field.after()));
        if (fields.isEmpty()) throw new IllegalArgumentException("names no field");
        for (int i = 0; i + 1 < fields.size(); i++) {
            if (!fields.get(i).after().isEmpty()) continue;
            throw new IllegalArgumentException("has nothing between "
                    + fields.get(i).name() + " and " + fields.get(i + 1).name());
        }
    }

    /**
     * With a path and what stands at it as one field: {@code /uri} begins at its slash, {@code uri?} ends before its query,
     * {@code uri?-} before the dash that nginx writes for none, too.
     */
    private static List<Field> joined(List<Field> fields) {
        var joined = new ArrayList<Field>();
        for (Field field : fields) {
            Field before = joined.isEmpty() ? new Field("", " ") : joined.get(joined.size() - 1);
            boolean isPath = PATHS.contains(field.name());
            boolean isQuery = QUERIES.contains(field.name()) && PATHS.contains(before.variable());
            if (!before.after().isEmpty() || !(isPath || isQuery)) {
                joined.add(field);
                continue;
            }
            String query = NGINX_QUERIES.contains(field.name()) ? "?-" : "?";
            String name = isPath ? "/" + field.name() : before.name().replaceFirst("\\??-?$", query);
            joined.set(joined.size() - 1, new Field(name, field.after()));
        }
        return List.copyOf(joined);
    }

    /** A long one would be looked for at each byte of a long line. */
    private static void requireShort(String literal) {
        if (literal.length() <= MOST_LITERAL) return;
        throw new IllegalArgumentException("has " + literal.length() + " characters in a row without a field; at most "
                + MOST_LITERAL + " are allowed");
    }

    /** A field of a pattern, and the literal after it; "" when the line ends there. */
    record Field(String name, String after) {
        String variable() {
            return name.replaceAll("^/|\\?-?$", "");
        }
    }

    /** {@code mayBePadded}: with spaces before fields without quotes; {@code mayGoOn}: more fields may follow. */
    record Style(Escapes escapes, boolean mayBePadded, boolean mayGoOn) {}

    @Override
    public boolean mayHave(String field) {
        return fields.stream().anyMatch(known -> known.variable().equals(field));
    }

    @Override
    public String first() {
        return lead.isEmpty() ? fields.get(0).variable() : "";
    }

    @Override
    public LineCutter cutter(List<String> wanted) {
        return new Cutter(this, wanted);
    }

    private static final class Cutter implements LineCutter {
        private final Style style;
        private final byte[] lead;
        private final List<Field> fields;
        private final byte[][] after;
        private final int[] slots;
        private final boolean[] isQuoted;
        private final boolean[] isWord;
        private final boolean[] isLastBeforeBracket;
        private final boolean[] isLastCounted;
        private final boolean[] beginsAtSlash;
        private final boolean[] endsAtQuery;
        private final boolean[] endsAtDash;
        private final boolean[] isSpacedTime;

        Cutter(PatternLayout layout, List<String> wanted) {
            style = layout.style();
            lead = layout.lead().getBytes(StandardCharsets.UTF_8);
            fields = layout.fields();
            after = new byte[fields.size()][];
            slots = new int[fields.size()];
            isQuoted = new boolean[fields.size()];
            isWord = new boolean[fields.size()];
            isLastBeforeBracket = new boolean[fields.size()];
            isLastCounted = new boolean[fields.size()];
            beginsAtSlash = new boolean[fields.size()];
            endsAtQuery = new boolean[fields.size()];
            endsAtDash = new boolean[fields.size()];
            isSpacedTime = new boolean[fields.size()];
            String before = layout.lead();
            for (int i = 0; i < fields.size(); i++) {
                Field field = fields.get(i);
                after[i] = field.after().getBytes(StandardCharsets.UTF_8);
                slots[i] = wanted.indexOf(field.variable());
                beginsAtSlash[i] = field.name().startsWith("/");
                endsAtQuery[i] = field.name().contains("?");
                endsAtDash[i] = field.name().endsWith("-") && style.escapes() == Escapes.BACKSLASH;
                isSpacedTime[i] =
                        SPACED_TIMES.contains(field.variable()) && field.after().equals(" ");
                isQuoted[i] = before.endsWith("\"") && field.after().startsWith("\"");
                isWord[i] = (before.isEmpty() || before.endsWith(" "))
                        && field.after().matches("[:/]");
                isLastBeforeBracket[i] = (before.isEmpty() || before.equals(" "))
                        && field.after().equals(" [");
                before = field.after();
            }
            for (int i = 0; i < isLastCounted.length; i++) isLastCounted[i] = isLastCounted(i);
        }

        @Override
        public Optional<ParsedLine> cut(byte[] line, int from, Row row) {
            if (!isAt(line, from, lead)) {
                return unreadable(from, "must begin with '" + new String(lead, StandardCharsets.UTF_8) + "'");
            }
            int at = from + lead.length;
            for (int i = 0; i < slots.length; i++) {
                if (style.mayBePadded() && !isQuoted[i]) {
                    while (at < line.length && line[at] == ' ') at++;
                }
                int end = end(line, at, i);
                if (end < 0) return unreadable(at, expected(fields.get(i)));
                if (isShifted(line, at, end, i))
                    return unreadable(at, SHIFTED.formatted(fields.get(i).name()));
                if (slots[i] >= 0) set(i, line, at, end, row);
                at = end + after[i].length;
            }
            if (at < line.length && !style.mayGoOn()) return unreadable(at, "the line must end after the pattern");
            return Optional.empty();
        }

        private void set(int field, byte[] line, int from, int to, Row row) {
            int start = beginsAtSlash[field] ? indexOf(line, '/', from, to) : from;
            int end = endsAtQuery[field] ? indexOf(line, '?', start, to) : to;
            if (endsAtDash[field] && end == to && end > start && line[end - 1] == '-') end--;
            row.set(slots[field], style.escapes().undone(line, start, end), start);
        }

        /** Or {@code to}. */
        private static int indexOf(byte[] line, char wanted, int from, int to) {
            int at = from;
            while (at < to && line[at] != wanted) at++;
            return at;
        }

        /** True if a word too many stands in front: all clients would be one. Users may have spaces, after a dash. */
        private boolean isShifted(byte[] line, int from, int end, int field) {
            if (!isWord[field] && !isLastBeforeBracket[field]) return false;
            boolean isAfterDash = from >= 3 && line[from - 1] == ' ' && line[from - 2] == '-' && line[from - 3] == ' ';
            if (isLastBeforeBracket[field] && isAfterDash) return false;
            for (int i = Math.max(1, from); i < end; i++) {
                boolean isInList = line[i - 1] == ',' || line[i - 1] == ':' || line[i + 1] == ':'; // "0.1, 0.2 : 0.3"
                if (line[i] == ' ' && !isInList) return true;
            }
            return false;
        }

        private int end(byte[] line, int from, int field) {
            byte[] literal = after[field];
            if (literal.length == 0) return line.length;
            if (isLastCounted[field]) return last(line, literal[0], from, end(line, from, field + 1));
            boolean isLast = field == slots.length - 1;
            for (int i = from; i + literal.length <= line.length; i++) {
                if (line[i] == '\\' && isQuoted[field] && style.escapes() != Escapes.NONE) {
                    i++;
                } else if (line[i] == literal[0] && isAt(line, i, literal)) {
                    int next = i + literal.length;
                    boolean isOver = !isLast || next == line.length || !isQuoted[field] || line[next] == ' ';
                    if (isOver && !isInList(line, from, i) && !(isSpacedTime[field] && isInTime(line, i))) return i;
                }
            }
            return -1;
        }

        /** Before a port the last colon, as an IPv6 address has others; before a protocol the last space of a decoded path. */
        private boolean isLastCounted(int field) {
            if (field + 1 == after.length || after[field + 1].length == 0) return false;
            boolean isDecoded = DECODED.contains(fields.get(field).variable());
            boolean isInQuotes = after[field].length == 1 && after[field][0] == ' ' && after[field + 1][0] == '"';
            return fields.get(field).after().equals(":") || (isDecoded && isInQuotes);
        }

        private static int last(byte[] line, byte wanted, int from, int to) {
            int at = to - 1;
            while (at >= from && line[at] != wanted) at--;
            return at < from ? -1 : at;
        }

        /** True after the comma of a list such as "192.0.2.7, 198.51.100.1", as nginx writes several upstreams. */
        private static boolean isInList(byte[] line, int from, int at) {
            return line[at] == ' ' && at > from && line[at - 1] == ',';
        }

        /** True before the clock or the offset of a time with spaces, as {@code 2026-11-20 04:59:54 +0000}. */
        private static boolean isInTime(byte[] line, int at) {
            if (at + 8 >= line.length) return false;
            boolean isClock = line[at + 3] == ':' && line[at + 6] == ':' && Rfc3339.digits(line, at + 1) >= 0;
            boolean isSigned = line[at + 1] == '+' || line[at + 1] == '-';
            return isClock || (isSigned && (Rfc3339.digits(line, at + 2) | Rfc3339.digits(line, at + 4)) >= 0);
        }

        private static boolean isAt(byte[] line, int index, byte[] literal) {
            int end = index + literal.length;
            return end <= line.length && Arrays.equals(line, index, end, literal, 0, literal.length);
        }

        private static String expected(Field field) {
            return "must be " + field.name() + ", with '" + field.after() + "' after it";
        }

        private static Optional<ParsedLine> unreadable(int at, String expected) {
            return Optional.of(ParsedLine.Unreadable.at(at, ParsedLine.Unreadable.LINE, expected));
        }
    }
}
