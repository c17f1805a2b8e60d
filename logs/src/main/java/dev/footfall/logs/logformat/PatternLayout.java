package dev.footfall.logs.logformat;

import dev.footfall.events.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A field ends where the literal after it comes next, not at escaped quotes. {@code lead}: the first literal. */
record PatternLayout(String lead, List<Field> fields, Style style) implements Layout {
    private static final int MOST_LITERAL = 256;
    private static final String SHIFTED = "must be %s, without a space: the line may have an extra field before it";
    private static final Set<String> PATHS = Set.of("uri", "request_uri", "%U");
    private static final Set<String> QUERIES = Set.of("is_args", "args", "query_string", "%q");
    private static final Set<String> NGINX_QUERIES = Set.of("args", "query_string");
    private static final Set<String> DECODED = Set.of("uri", "%U");
    private static final byte[] COLON = {':'};
    private static final Set<String> ADDRESSES = Set.of(
            "remote_addr",
            "realip_remote_addr",
            "proxy_protocol_addr",
            "http_x_real_ip",
            "http_x_forwarded_for",
            "proxy_add_x_forwarded_for",
            "http_cf_connecting_ip",
            "server_addr",
            "%a",
            "%h",
            "%A",
            "%{c}a",
            "%{x-forwarded-for}i",
            "%{x-real-ip}i",
            "%{cf-connecting-ip}i",
            "client");
    private static final Set<String> REQUESTS = Set.of("request", "%r");
    private static final Set<String> STATUSES = Set.of("status", "%>s", "%s");
    private static final Set<String> SPACED_TIMES = Set.of("time_local", "%t");

    PatternLayout {
        fields = joined(fields);
        requireShort(lead);
        fields.forEach(field -> requireShort(field.after()));
        if (fields.isEmpty()) throw new IllegalArgumentException("names no field");
        for (int i = 0; i + 1 < fields.size(); i++) {
            if (!fields.get(i).after().isEmpty()) continue;
            throw new IllegalArgumentException("has no separator between "
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
    public boolean mayBeObject() {
        return lead.startsWith("{");
    }

    @Override
    public LineCutter cutter(List<String> wanted) {
        return new Cutter(this, wanted);
    }

    static final class Cutter implements LineCutter {
        private final Style style;
        private final byte[] lead;
        private final Cut[] cuts;
        private final boolean hasChains;

        /** Bytes that were looked at for chains: a small multiple of those of the lines. */
        private long chained;

        Cutter(PatternLayout layout, List<String> wanted) {
            style = layout.style();
            lead = layout.lead().getBytes(StandardCharsets.UTF_8);
            List<Field> fields = layout.fields();
            cuts = new Cut[fields.size()];
            for (int i = 0; i < cuts.length; i++) {
                String before = i == 0 ? layout.lead() : fields.get(i - 1).after();
                String next = i + 1 == cuts.length ? "" : fields.get(i + 1).after();
                int slot = wanted.indexOf(fields.get(i).variable());
                boolean isStatusNext = i + 1 < cuts.length
                        && STATUSES.contains(fields.get(i + 1).variable());
                cuts[i] = new Cut(before, fields.get(i), next, i + 1 == cuts.length, style.escapes(), slot)
                        .beforeStatus(isStatusNext);
            }
            for (int i = cuts.length - 2; i >= 0; i--) cuts[i].before(cuts[i + 1]);
            hasChains = Stream.of(cuts).anyMatch(Cut::isLastCounted);
        }

        @Override
        public Optional<ParsedLine> cut(byte[] line, int from, LineFields row) {
            Optional<ParsedLine> fault = cutOnce(line, from, row);
            if (fault.isEmpty() || style.mayBePadded() || from > 0) return fault;
            byte[] single = Blanks.single(line);
            if (single == line) return fault;
            row.clear();
            if (cutOnce(single, 0, row).isEmpty()) return Optional.empty();
            row.clear();
            return cutOnce(line, from, row);
        }

        private Optional<ParsedLine> cutOnce(byte[] line, int from, LineFields row) {
            if (!isAt(line, from, lead)) {
                return unreadable(from, "must begin with '" + new String(lead, StandardCharsets.UTF_8) + "'");
            }
            boolean isInQuotes = lead.length == 0 && from < line.length && line[from] == '"';
            if (isInQuotes) return unreadable(from, ParsedLine.Unreadable.QUOTED);
            int at = from + lead.length;
            var ends = new int[hasChains ? cuts.length : 0];
            for (int i = 0; i < cuts.length; i++) {
                Cut cut = cuts[i];
                if (style.mayBePadded() && !cut.isQuoted) {
                    while (at < line.length && line[at] == ' ') at++;
                }
                int end = cut.isLastCounted() ? chainedEnd(line, at, i, ends) : cut.end(line, at);
                if (end < 0) return unreadable(at, cut.expected());
                if (cut.isShifted(line, at, end)) return unreadable(at, SHIFTED.formatted(cut.field.name()));
                if (cut.slot >= 0) cut.set(line, at, end, row);
                at = end + cut.after.length;
            }
            if (at < line.length && !style.mayGoOn()) return unreadable(at, "the line must end after the pattern");
            return Optional.empty();
        }

        /**
         * The end of a field before the last of its separators that leaves the next field one. Such fields may follow each
         * other: the first finds the ends of all, from the last backwards, and {@code ends} has them, plus 1, for the others.
         */
        private int chainedEnd(byte[] line, int from, int field, int[] ends) {
            if (ends[field] == 0) {
                int last = field;
                while (cuts[last].isLastCounted()) last++;
                int at = cuts[last].end(line, from);
                chained += (at < 0 ? line.length : at) - from;
                for (int i = last - 1; i >= field; i--) {
                    at--;
                    while (at >= from && line[at] != cuts[i].after[0]) at--;
                    if (at < from) return -1;
                    ends[i] = at + 1;
                }
                chained += (long) ends[last - 1] - ends[field];
            }
            return ends[field] - 1;
        }

        long chained() {
            return chained;
        }

        private static boolean isAt(byte[] line, int index, byte[] literal) {
            int end = index + literal.length;
            return end <= line.length && Arrays.equals(line, index, end, literal, 0, literal.length);
        }

        private static Optional<ParsedLine> unreadable(int at, String expected) {
            return Optional.of(ParsedLine.Unreadable.at(at, ParsedLine.Unreadable.LINE, expected));
        }
    }

    /** A field between the literals around it: where it ends, and what of it is taken. */
    private static final class Cut {
        private static final byte[] PROTOCOL = {'H', 'T', 'T', 'P', '/'};

        private final Field field;
        private final byte[] after;
        private final boolean isLast;
        private final Escapes escapes;
        private final int slot;
        private final boolean isQuoted;
        private final boolean isWord;
        private final boolean isLastBeforeBracket;
        /** Before a port the last colon, as an IPv6 address has others; before a protocol the last space of a decoded path. */
        private final boolean mayBeLastCounted;

        /** Before an address that may have colons, {@code $host:$remote_addr}: the first colon is the end. */
        private boolean isBeforeAddress;

        /** Two addresses, {@code $server_addr:$remote_addr}: one of them must be of IPv4. */
        private boolean isOneOfTwoAddresses;

        private final boolean isSpacedTime;
        private final boolean isRequest;
        private final boolean beginsAtSlash;
        private final boolean endsAtQuery;
        private final boolean endsAtDash;
        private boolean isBeforeStatus;

        /** {@code next}: the literal after the next field; {@code slot} is negative where nobody wants this one. */
        Cut(String before, Field field, String next, boolean isLast, Escapes escapes, int slot) {
            String end = field.after();
            this.field = field;
            this.after = end.getBytes(StandardCharsets.UTF_8);
            this.isLast = isLast;
            this.escapes = escapes;
            this.slot = slot;
            isQuoted = before.endsWith("\"") && end.startsWith("\"");
            isWord = (before.isEmpty() || before.endsWith(" ")) && end.matches("[:/]");
            isLastBeforeBracket = (before.isEmpty() || before.equals(" ")) && end.equals(" [");
            boolean isDecodedInQuotes = DECODED.contains(field.variable()) && end.equals(" ") && next.startsWith("\"");
            mayBeLastCounted = !next.isEmpty() && (end.equals(":") || isDecodedInQuotes);
            isSpacedTime = SPACED_TIMES.contains(field.variable()) && end.equals(" ");
            isRequest = REQUESTS.contains(field.variable());
            beginsAtSlash = field.name().startsWith("/");
            endsAtQuery = field.name().contains("?");
            endsAtDash = field.name().endsWith("-") && escapes == Escapes.BACKSLASH;
        }

        void before(Cut next) {
            if (!Arrays.equals(after, COLON)) return;
            boolean isAddressNext = ADDRESSES.contains(next.field.variable());
            boolean isAddress = ADDRESSES.contains(field.variable());
            isBeforeAddress = !isAddress && (isAddressNext || next.isBeforeAddress);
            isOneOfTwoAddresses = isAddress && isAddressNext;
        }

        boolean isLastCounted() {
            return mayBeLastCounted && !isBeforeAddress && !isOneOfTwoAddresses;
        }

        Cut beforeStatus(boolean isStatus) {
            isBeforeStatus = isStatus;
            return this;
        }

        void set(byte[] line, int from, int to, LineFields row) {
            int start = beginsAtSlash ? indexOf(line, '/', from, to) : from;
            int end = endsAtQuery ? indexOf(line, '?', start, to) : to;
            if (endsAtDash && end == to && end > start && line[end - 1] == '-') end--;
            row.set(slot, escapes.undone(line, start, end), start);
        }

        /** Or {@code to}. */
        private static int indexOf(byte[] line, char wanted, int from, int to) {
            int at = from;
            while (at < to && line[at] != wanted) at++;
            return at;
        }

        /** True if a word too many stands in front: all clients would be one. Users may have spaces, after a dash. */
        boolean isShifted(byte[] line, int from, int end) {
            if (!isWord && !isLastBeforeBracket) return false;
            boolean isAfterDash = from >= 3 && line[from - 1] == ' ' && line[from - 2] == '-' && line[from - 3] == ' ';
            if (isLastBeforeBracket && isAfterDash) return false;
            for (int i = Math.max(1, from); i < end; i++) {
                boolean isInList = line[i - 1] == ',' || line[i - 1] == ':' || line[i + 1] == ':'; // "0.1, 0.2 : 0.3"
                if (line[i] == ' ' && !isInList) return true;
            }
            return false;
        }

        int end(byte[] line, int from) {
            if (after.length == 0) return line.length;
            if (isOneOfTwoAddresses) return endOfFirstAddress(line, from);
            boolean isInWords = isRequest && !isQuoted && field.after().equals(" ");
            if (isInWords) return endOfWords(line, from);
            int end = nextEnd(line, from);
            if (!isRequest || !isBeforeStatus) return end;
            int next = end; // a client may send quotes that nobody escapes
            while (next >= 0 && !isStatus(line, next + after.length)) next = nextEnd(line, next + 1);
            return next < 0 ? end : next;
        }

        /** Of a request without quotes: before the status, or after the protocol. */
        private int endOfWords(byte[] line, int from) {
            int best = -1;
            int word = from;
            for (int at = from; at < line.length; at++) {
                if (line[at] != ' ') continue;
                boolean isDash = at == from + 1 && line[from] == '-';
                boolean isOver = isDash || isAt(line, word, PROTOCOL);
                if (isOver && (!isBeforeStatus || isStatus(line, at + 1))) return at;
                if (best < 0 && isBeforeStatus && isStatus(line, at + 1)) best = at;
                word = at + 1;
            }
            return best;
        }

        private static boolean isAt(byte[] line, int at, byte[] text) {
            return Cutter.isAt(line, at, text);
        }

        private static boolean isStatus(byte[] line, int at) {
            int end = at;
            while (end < line.length && line[end] >= '0' && line[end] <= '9') end++;
            return end == at + 3;
        }

        private int nextEnd(byte[] line, int from) {
            for (int i = isBeforeAddress ? endOfBrackets(line, from) : from; i + after.length <= line.length; i++) {
                if (line[i] == '\\' && isQuoted && escapes != Escapes.NONE) {
                    i++;
                } else if (line[i] == after[0] && Cutter.isAt(line, i, after)) {
                    int next = i + after.length;
                    boolean isOver = !isLast || next == line.length || !isQuoted || line[next] == ' ';
                    if (isOver && !isInList(line, from, i) && !(isSpacedTime && isInTime(line, i))) return i;
                }
            }
            return -1;
        }

        /** The colon after an address of IPv4, or before one; negative if there is neither. */
        private static int endOfFirstAddress(byte[] line, int from) {
            int first = indexOf(line, ':', endOfBrackets(line, from), line.length);
            if (first == line.length) return -1;
            if (line[from] == '[' || hasDot(line, from, first)) return first;
            int end = indexOf(line, ' ', first, line.length);
            int last = end - 1;
            while (line[last] != ':') last--;
            return hasDot(line, last, end) ? last : -1;
        }

        private static boolean hasDot(byte[] line, int from, int to) {
            return indexOf(line, '.', from, to) < to;
        }

        /** The end of the brackets around a host that is an IPv6 address; {@code from} if there are none. */
        private static int endOfBrackets(byte[] line, int from) {
            if (from == line.length || line[from] != '[') return from;
            int end = indexOf(line, ']', from, line.length);
            return end == line.length ? from : end + 1;
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

        String expected() {
            return "must be " + field.name() + ", with '" + field.after() + "' after it";
        }
    }
}
