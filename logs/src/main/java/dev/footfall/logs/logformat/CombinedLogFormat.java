package dev.footfall.logs.logformat;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.footfall.ingest.redaction.LogText;
import dev.footfall.logs.client.ClientTrail;
import dev.footfall.logs.logformat.ParsedLine.Unreadable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The Combined Log Format of <a href="https://nginx.org/en/docs/http/ngx_http_log_module.html">nginx</a> and
 * <a href="https://httpd.apache.org/docs/2.4/logs.html#combined">Apache</a>, read from the bytes of a line:
 * {@code client ident user [time] "request" status bytes "referer" "agent"}, and whatever follows, in which a list of
 * addresses is that of proxies ({@link TrailingList}), as one in the place of ident is. A line may end
 * after the bytes (Common Log Format); anything else there makes it unreadable, because the agent of a format with
 * more fields would be taken for the referer, or for nothing. A closing quote is one with a space or the end after
 * it, so that the unescaped quotes of old servers do no harm. Of a line that cannot be read so, a run of blanks is one
 * space. Times of other shapes are read as {@link TimestampParser} reads them. Used by one thread.
 */
public final class CombinedLogFormat implements LineParser {
    private static final String STRUCTURE =
            "must be: client ident user [time] \"request\" status bytes, optionally followed by \"referer\" \"agent\"";
    private static final String TIME =
            "must be [day/month/year:hour:minute:second zone], as in 20/Nov/2026:04:59:54 +0000";
    private static final String ZONELESS = TIME + "; if it has no offset, its zone must be given";
    private static final String OBJECT = "an object of JSON, where a line " + STRUCTURE;
    private static final String STATUS = "must be three digits, followed by the bytes";
    private static final String BYTES = "must be \"-\" or an integer, 0 or more";
    private static final String REFERER = "the bytes must be followed by the end of the line or a referer in quotes";
    private static final String AGENT = "the referer must be followed by an agent in quotes";
    private static final int MAX_BYTES_DIGITS = 18;
    private static final int TIME_LENGTH = "20/Nov/2026:04:59:54 +0000".length();
    private static final int LONGEST_TIME = 64;

    private final TimestampParser times;
    private final boolean hasZone;
    private final RecentTexts requests = new RecentTexts();
    private final RecentTexts agents = new RecentTexts();
    private byte[] line = new byte[0];
    private int at;
    private int quoteStart;
    private int timeEnd;

    private String client = "";
    private String ident = "";
    private String user = "";
    private long timeMillis;
    private String request = "";

    public CombinedLogFormat() {
        this(null);
    }

    /** Times without an offset are in this zone; null if each must have one. */
    CombinedLogFormat(@Nullable ZoneId zone) {
        times = new TimestampParser(zone);
        hasZone = zone != null;
    }

    @Override
    public ParsedLine parse(byte[] next) {
        line = next;
        ParsedLine parsed = parse();
        if (!(parsed instanceof Unreadable fault)) return parsed;
        if (next.length > 0 && next[0] == '{') return unreadable(Unreadable.LINE, 0, OBJECT);
        line = Blanks.single(next);
        ParsedLine spaced = line == next ? fault : parse();
        return spaced instanceof Unreadable ? fault : spaced;
    }

    /** The place of the bracket before the time, readable or not; the line's end where there is none. */
    public static int endOfUser(byte[] line) {
        return timeBracket(line, 0);
    }

    private ParsedLine parse() {
        int clientEnd = endOfList(0);
        int identEnd = endOfList(clientEnd + 1);
        if (isByte(0, '"')) return unreadable(Unreadable.LINE, 0, Unreadable.QUOTED);
        if (clientEnd == 0) return unreadable(Unreadable.LINE, 0, STRUCTURE);
        if (identEnd >= line.length) return unreadable(Unreadable.LINE, line.length, STRUCTURE);
        int bracket = timeBracket(line, identEnd + 1);
        boolean hasThreeFields = bracket < line.length && !isShifted(clientEnd, identEnd, bracket);
        if (!hasThreeFields) return unreadable(Unreadable.LINE, identEnd + 1, STRUCTURE);
        OptionalLong time = time(bracket + 1);
        if (time.isEmpty()) return unreadable("time", bracket, hasZone ? TIME : ZONELESS);
        timeMillis = time.getAsLong();

        at = timeEnd + 1;
        if (!quotedAfterSpace()) return unreadable(Unreadable.LINE, at + 1, STRUCTURE);
        request = requests.unescaped(line, quoteStart, at);
        client = LogText.plain(line, 0, clientEnd);
        ident = identEnd == clientEnd + 2 ? "" : LogText.unescaped(line, clientEnd + 1, identEnd);
        user = user(identEnd + 1, bracket - 1);
        Optional<String> fault = UserField.fault(user, false);
        if (fault.isPresent()) return unreadable("user", identEnd + 1, fault.get());
        at += 2;
        return status();
    }

    private OptionalLong time(int from) {
        timeEnd = from + TIME_LENGTH;
        boolean hasShape = isByte(timeEnd, ']')
                && line[from + 2] == '/'
                && line[from + 11] == ':'
                && line[from + 20] == ' '
                && line[from + 21] != ' ';
        return hasShape ? times.millis(line, from, timeEnd) : otherTime(from);
    }

    private OptionalLong otherTime(int from) {
        timeEnd = from;
        while (timeEnd < line.length && timeEnd < from + LONGEST_TIME && line[timeEnd] != ']') timeEnd++;
        return isByte(timeEnd, ']') ? times.millis(line, from, timeEnd) : OptionalLong.empty();
    }

    private String user(int first, int last) {
        int from = first;
        int to = last;
        while (from < to && line[from] == ' ') from++; // one blank too many
        while (from < to && line[to - 1] == ' ') to--;
        return to == from + 1 && line[from] == '-' ? "-" : LogText.unescaped(line, from, to);
    }

    /** More than three fields before the time: a user with a space in its name, or a field too many in front. */
    private boolean isShifted(int clientEnd, int identEnd, int bracket) {
        boolean spaceInUser = endOfField(identEnd + 1) < bracket - 1;
        boolean identIsDash = identEnd == clientEnd + 2 && line[clientEnd + 1] == '-';
        return spaceInUser && !identIsDash;
    }

    private ParsedLine status() {
        int start = at;
        int end = endOfField(start);
        if (end != start + 3 || !areDigits(start, end) || end == line.length) {
            return unreadable("status", start, STATUS);
        }
        int status = (int) number(start, end);
        at = end + 1;
        int bytesEnd = endOfField(at);
        boolean isDash = bytesEnd == at + 1 && line[at] == '-';
        boolean isNumber = bytesEnd > at && bytesEnd - at <= MAX_BYTES_DIGITS && areDigits(at, bytesEnd);
        if (!isDash && !isNumber) return unreadable("bytes", at, BYTES);
        long bytes = isDash ? 0 : number(at, bytesEnd);
        at = bytesEnd;
        return agent(status, bytes);
    }

    private ParsedLine agent(int status, long bytes) {
        if (at == line.length) return request(status, bytes, "", "");
        if (!quotedAfterSpace()) return unreadable("referer", at + 1, REFERER);
        at++;
        if (!quotedAfterSpace()) return unreadable("user_agent", at + 1, AGENT);
        String agent = agents.unescaped(line, quoteStart, at);
        Optional<ParsedLine> several = Unreadable.ofSeveral(line, quoteStart);
        if (several.isPresent()) return several.get();
        return request(status, bytes, agent, TrailingList.of(line, at + 1));
    }

    private LoggedRequest request(int status, long bytes, String agent, String list) {
        return new LoggedRequest(
                client,
                user,
                timeMillis,
                request,
                status,
                bytes,
                agent,
                ParsedLine.SentPart.UNKNOWN,
                ClientTrail.of(list, ident));
    }

    /**
     * The "[" of the first well-formed time after a space, else of the last bracket after one before a quote, else of the
     * first after one, else the end.
     */
    private static int timeBracket(byte[] line, int from) {
        int first = line.length;
        int last = line.length;
        boolean hasQuote = false;
        for (int i = from; i + 1 < line.length; i++) {
            if (line[i] != ' ') continue;
            hasQuote |= line[i + 1] == '"';
            if (line[i + 1] != '[') continue;
            int end = i + TIME_LENGTH + 2;
            if (end < line.length && line[end] == ']') return i + 1;
            first = Math.min(first, i + 1);
            if (!hasQuote) last = i + 1;
        }
        return last < line.length ? last : first;
    }

    /** A line that cannot be read from this byte on; columns are counted in bytes, from 1. */
    private Unreadable unreadable(String field, int from, String expected) {
        return Unreadable.at(Math.min(from, line.length), field, expected);
    }

    /** Reads a space and a quoted text, if they come next; it lies between {@link #quoteStart} and {@link #at}, its end. */
    private boolean quotedAfterSpace() {
        if (!isByte(at, ' ') || !isByte(at + 1, '"')) return false;
        quoteStart = at + 2;
        for (int i = quoteStart; i < line.length; i++) {
            if (line[i] == '\\') {
                i++;
            } else if (line[i] == '"' && (i + 1 == line.length || line[i + 1] == ' ')) {
                at = i;
                return true;
            }
        }
        return false;
    }

    /** As {@link #endOfField}, or the end of several fields that commas join: a list of addresses. */
    private int endOfList(int from) {
        int end = endOfField(from);
        while (end > from && end + 1 < line.length && line[end - 1] == ',') end = endOfField(end + 1);
        return end;
    }

    private int endOfField(int from) {
        int end = from;
        while (end < line.length && line[end] != ' ') end++;
        return end;
    }

    private boolean isByte(int index, char wanted) {
        return index < line.length && line[index] == wanted;
    }

    private boolean areDigits(int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] < '0' || line[i] > '9') return false;
        }
        return true;
    }

    private long number(int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) number = number * 10 + (line[i] - '0');
        return number;
    }

    /** Texts that many lines have, such as agents: at most 8,192, of up to 1,024 bytes. Used by one thread. */
    static final class RecentTexts {
        private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);
        private static final long FACTOR = 0x9E3779B97F4A7C15L;
        private static final int LEAST_SLOTS = 64;
        private static final int MOST_SLOTS = 8_192;
        private static final int LONGEST = 1_024;

        private @Nullable RecentText[] slots = new RecentText[LEAST_SLOTS];
        private int made;

        @SuppressWarnings("ArrayRecordComponent") // compared by its content in one place
        private record RecentText(byte[] bytes, String text) {
            boolean isOf(byte[] line, int from, int to) {
                return Arrays.equals(bytes, 0, bytes.length, line, from, to);
            }
        }

        String unescaped(byte[] line, int from, int to) {
            if (to - from > LONGEST) return LogText.unescaped(line, from, to);
            int slot = hash(line, from, to) & slots.length - 1;
            RecentText known = slots[slot];
            return known != null && known.isOf(line, from, to) ? known.text : make(line, from, to, slot);
        }

        private String make(byte[] line, int from, int to, int slot) {
            String text = LogText.unescaped(line, from, to);
            slots[slot] = new RecentText(Arrays.copyOfRange(line, from, to), text);
            if (++made == slots.length && made < MOST_SLOTS) { // a log of a thousand lines needs few
                slots = new RecentText[2 * slots.length];
                made = 0;
            }
            return text;
        }

        private static int hash(byte[] line, int from, int to) {
            long hash = 0;
            int at = from;
            for (; at + Long.BYTES <= to; at += Long.BYTES) hash = mixed(hash ^ (long) LONGS.get(line, at));
            for (; at < to; at++) hash = mixed(hash ^ line[at]);
            return (int) (hash >>> 32);
        }

        private static long mixed(long hash) {
            long product = hash * FACTOR;
            return product ^ product >>> 32;
        }
    }
}
