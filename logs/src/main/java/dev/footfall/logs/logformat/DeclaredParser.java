package dev.footfall.logs.logformat;

import dev.footfall.logs.client.AddressList;
import dev.footfall.logs.client.ClientTrail;
import dev.footfall.logs.logformat.Declaration.Condition;
import dev.footfall.logs.logformat.ParsedLine.SentPart;
import dev.footfall.logs.logformat.ParsedLine.Skipped;
import dev.footfall.logs.logformat.ParsedLine.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parser of a format that is declared: the line is cut into fields, and the facts are read from these. */
final class DeclaredParser implements LineParser {
    private static final String TIME =
            "must be a time such as 20/Nov/2026:04:59:54 +0000, 2026-11-20T04:59:54Z or 1795150794.123";
    private static final String ZONELESS = TIME + "; if it has no offset, its zone must be given";
    private static final String NUMBER = "must be \"-\" or an integer, 0 or more";
    private static final List<LineFact> NEEDED = List.of(LineFact.TIME, LineFact.STATUS);
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int MAX_DIGITS = 18;
    private static final int PARTIAL_CONTENT = 206;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");
    private static final Pattern CONTENT_RANGE =
            Pattern.compile("bytes\\s+(?:(\\d{1,18})-\\d{1,18}|\\*)/(?:(\\d{1,18})|\\*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern RANGE =
            Pattern.compile("bytes\\s*=\\s*(\\d{1,18})-\\d*\\s*", Pattern.CASE_INSENSITIVE);

    /** A priority alone, or the rest of a header of <a href="https://www.rfc-editor.org/rfc/rfc5424#section-6">RFC 5424</a>. */
    private static final Pattern PRIORITY = Pattern.compile(
            "<\\d{1,3}>(?:1 (?:\\S+ ){5}(?:-|(?:\\[(?:[^]\"]|\"(?:[^\"\\\\]|\\\\.)*+\")*+])++) |\\d{4}-\\d\\d-\\d\\dT\\S+ )?");

    private final Declaration declaration;
    private final boolean hasZone;
    private final boolean hasNames;
    private final LineCutter cutter;
    private final TimestampParser times;
    private final LineFields row;

    DeclaredParser(Declaration declaration, @Nullable ZoneId zone) {
        this.declaration = declaration;
        this.hasZone = zone != null;
        this.hasNames = !(declaration.layout() instanceof PatternLayout);
        this.cutter = declaration.layout().cutter(declaration.fields());
        this.times = new TimestampParser(zone);
        this.row = new LineFields(declaration.fields().size());
    }

    @Override
    public ParsedLine parse(byte[] line) {
        row.clear();
        Optional<ParsedLine> other = cutter.cut(line, declaration.hasPrefix() ? startOfMessage(line) : 0, row);
        if (other.isEmpty()) other = Unreadable.ofSeveral(line, 0);
        for (Condition condition : declaration.conditions()) {
            String text = row.text(condition.slot());
            boolean holds = condition.values().contains(text) == condition.isKept();
            if (holds || (text.isEmpty() && other.isPresent())) continue;
            if (!text.isEmpty() || !condition.isKept()) return Skipped.INSTANCE;
            String missing = declaration.fields().get(condition.slot());
            return Unreadable.at(0, Unreadable.LINE, "must have a value in " + missing);
        }
        return other.orElseGet(this::read);
    }

    private ParsedLine read() {
        for (LineFact fact : NEEDED) {
            if (!declaration.reading(fact).isIn(row)) return missing(fact);
        }
        OptionalLong time = times.millis(text(LineFact.TIME));
        if (time.isEmpty()) return unreadable(LineFact.TIME, hasZone ? TIME : ZONELESS);
        String status = text(LineFact.STATUS);
        if (status.length() != 3 || !isNumber(status)) return unreadable(LineFact.STATUS, "must be three digits");
        for (LineFact fact : LineFact.NUMBERS) {
            String text = text(fact).strip(); // a blank may end the line
            if (!text.isEmpty() && !isNumber(text)) return unreadable(fact, NUMBER);
        }
        Optional<String> fault = UserField.fault(text(LineFact.USER), hasNames);
        if (fault.isPresent()) return unreadable(LineFact.USER, fault.get());
        String request = request();
        if (request.isEmpty()) return unreadable(LineFact.METHOD, "is missing");
        if (request.equals("-") && !hasTarget()) return missing(LineFact.TARGET);
        Long bytes = number(LineFact.BYTES);
        int code = Integer.parseInt(status);
        return new LoggedRequest(
                text(LineFact.CLIENT),
                text(LineFact.USER),
                time.getAsLong(),
                request,
                code,
                bytes == null ? 0 : bytes,
                text(LineFact.AGENT),
                part(code),
                trail());
    }

    private ClientTrail trail() {
        String list = declaration.reading(LineFact.FORWARDED).read(row, AddressList::hasAddress);
        return ClientTrail.of(list, text(LineFact.IDENT));
    }

    private String request() {
        String request = text(LineFact.REQUEST);
        if (!request.isEmpty()) return request;
        String path = text(LineFact.PATH);
        String target = path.isEmpty() ? text(LineFact.TARGET) : rawPath(path);
        if (target.isEmpty()) return "-";
        boolean isWhole = target.startsWith("/")
                || target.equals("*")
                || ABSOLUTE.matcher(target).lookingAt();
        String method = text(LineFact.METHOD);
        return method.isEmpty() ? "" : method + (isWhole ? " " : " /") + target;
    }

    private boolean hasTarget() {
        return Stream.of(LineFact.REQUEST, LineFact.TARGET, LineFact.PATH)
                .anyMatch(fact -> declaration.reading(fact).isIn(row));
    }

    private Unreadable missing(LineFact fact) {
        Stream<LineFact> alternatives =
                fact == LineFact.TARGET ? Stream.of(LineFact.REQUEST, LineFact.TARGET, LineFact.PATH) : Stream.of(fact);
        String names = alternatives
                .map(declaration::names)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(", "));
        return Unreadable.at(0, fact.field(), "is missing: the line has none of " + names);
    }

    private SentPart part(int status) {
        SentPart sent = ofContentRange(text(LineFact.CONTENT_RANGE));
        Long start = sent.start() != null ? sent.start() : number(LineFact.RANGE_START);
        Long size = sent.size() != null ? sent.size() : number(LineFact.SIZE);
        if (start == null && status == PARTIAL_CONTENT) start = startOfRange(text(LineFact.RANGE));
        return new SentPart(start, size);
    }

    private String text(LineFact fact) {
        return declaration.reading(fact).read(row);
    }

    private @Nullable Long number(LineFact fact) {
        String text = text(fact).strip();
        return text.isEmpty() ? null : Long.valueOf(text);
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        }
        return text.length() <= MAX_DIGITS;
    }

    private Unreadable unreadable(LineFact fact, String expected) {
        return Unreadable.at(declaration.reading(fact).start(row), fact.field(), expected);
    }

    /** The raw form of a path that a server wrote decoded, so that it may be decoded once more. */
    private static String rawPath(String decoded) {
        if (decoded.chars().allMatch(DeclaredParser::isPlain)) return decoded;
        var raw = new StringBuilder(decoded.length() + 16);
        for (byte b : decoded.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) raw.append((char) b);
            else raw.append('%').append(HEX.toHexDigits(b));
        }
        return raw.toString();
    }

    private static boolean isPlain(int character) {
        return character > ' ' && character < 127 && character != '%' && character != '?';
    }

    /** The range in a header, as of <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14">RFC 9110, 14</a>. */
    private static SentPart ofContentRange(String header) {
        if (header.isEmpty()) return SentPart.UNKNOWN;
        Matcher match = CONTENT_RANGE.matcher(header);
        return match.matches() ? new SentPart(orNull(match.group(1)), orNull(match.group(2))) : SentPart.UNKNOWN;
    }

    /** Null if it asks for the last bytes, or for several ranges. */
    private static @Nullable Long startOfRange(String header) {
        Matcher match = RANGE.matcher(header);
        return match.matches() ? orNull(match.group(1)) : null;
    }

    private static @Nullable Long orNull(@Nullable String digits) {
        return digits == null ? null : Long.valueOf(digits);
    }

    /** After the words of syslog, and the byte order mark that RFC 5424, 6.4, has before a message in UTF-8. */
    private static int startOfMessage(byte[] line) {
        int start = endOfSyslogPrefix(line);
        int end = start + MARK.length;
        boolean isMarked = end <= line.length && Arrays.equals(line, start, end, MARK, 0, MARK.length);
        return isMarked ? end : start;
    }

    /**
     * The first byte after the words that syslog puts before a line, as {@code <134>2026-11-20T04:59:54Z host
     * service[17]: }, after the first ": " before a quote and the bracket of a time, else after its priority; 0 if there is none.
     */
    private static int endOfSyslogPrefix(byte[] line) {
        for (int i = 1; i < line.length && line[i] != '"' && !(line[i] == '[' && line[i - 1] == ' '); i++) {
            if (line[i] == ' ' && line[i - 1] == ':') return i + 1;
        }
        if (line.length == 0 || line[0] != '<') return 0;
        Matcher priority = PRIORITY.matcher(new String(line, StandardCharsets.ISO_8859_1));
        return priority.lookingAt() ? priority.end() : 0;
    }
}
