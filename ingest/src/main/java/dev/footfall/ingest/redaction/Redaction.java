package dev.footfall.ingest.redaction;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Takes addresses out of texts that are kept: each is replaced by "-". What looks like one is found whatever encloses
 * it (brackets, a port, letters) and also after escapes, nested ones too (percent-encoding, the servers' and JSON's);
 * all else stays as it was.
 * Of lines that could not be read, what may be about a person goes, too.
 */
public final class Redaction {
    private static final int MAX_TEXT_LENGTH = 8_192;
    private static final int MAX_SCANNED_LENGTH = 2 * MAX_TEXT_LENGTH;

    /** From a dot of an IPv4 address to the next one. */
    private static final int MOST_BETWEEN_DOTS = 4;

    /** The values of {@code Authorization} that a server logs, by the word before them. */
    private static final Pattern CREDENTIALS = Pattern.compile(
            "(?<![A-Za-z0-9-])(?:basic|bearer|digest|negotiate|ntlm|token|apikey|hawk|oauth|aws4-hmac-sha256)"
                    + "(?:\\s|%20|\\+)++[^\\s\"']++",
            Pattern.CASE_INSENSITIVE);

    /** Each is found in one pass, however long the line. */
    private static final List<Pattern> PERSONAL = List.of(
            Pattern.compile("https?://[^\\s\"']++"),
            Pattern.compile("(?<=:)//[^\\s\"']++"), // of an app: android-app://com.example
            Pattern.compile("%3[aA]%2[fF]%2[fF][^\\s\"']++"),
            CREDENTIALS,
            Pattern.compile("eyJ[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]*+)++"), // a token of JSON (RFC 7519)
            Pattern.compile("(?<![^\\s\"'])[A-Za-z0-9+_~-]{16,}+=*+(?![^\\s\"'])"), // a key, or a session
            Pattern.compile(
                    "(?<==)[\"']?+(?![\\d.,]{1,12}+(?:[\\s\"']|$))[^\\s\"';&]++"), // of a cookie, of ;jsessionid
            Pattern.compile("(?<=\\?|%3[fF])[^\\s\"']++"),
            Pattern.compile("(?<![^\\s\"'=<>,;])[^\\s\"'=<>,;@]++@[^\\s\"'=<>,;]++"),
            Pattern.compile("(?<!\\d)\\d{1,3}+(?:-\\d{1,3}+){3}(?!\\d)"),
            Pattern.compile("0[xX][0-9a-fA-F]{7,8}(?![0-9a-fA-F])"),
            Pattern.compile("(?<![\\d.])\\d{9,10}(?![\\d.])"));

    private Redaction() {}

    /**
     * It has no address in any spelling, no query, no URL of another page or app, no e-mail address, no cookie, session or
     * credentials, and at most 8,192 characters. In doubt (four dotted numbers, a MAC address, C++'s "::", a number of nine
     * digits, a word of sixteen letters, the value after a "=") it goes.
     */
    public static String ofLine(byte[] line, int from) {
        boolean isCut = line.length - from > MAX_SCANNED_LENGTH;
        int end = isCut ? from + MAX_SCANNED_LENGTH : line.length;
        String text = LogText.plain(line, from, end);
        String kept = replaced(isCut ? withoutLastWord(text) : text, AddressRun::looksLikeAddress);
        for (Pattern personal : PERSONAL) kept = personal.matcher(kept).replaceAll("-");
        return LogText.cut(kept, MAX_TEXT_LENGTH);
    }

    public static boolean holdsAddress(String text) {
        return mayHoldAddress(text)
                && !replaced(text, AddressRun::looksLikeAddress).equals(text);
    }

    /** However it is spelled; other people's, and versions, stay. */
    public static String withoutClient(String text, String client) {
        if (!mayHoldAddress(text)) return text;
        var address = new OwnAddress(client);
        return replaced(text, address::isIn);
    }

    /** Without any other address, but for what can only be, or is written as, a version: {@code Chrome/36.1.1.21}. */
    public static String ofAgent(String agent, String client) {
        if (!mayHoldAddress(agent)) return agent;
        var address = new OwnAddress(client);
        return replaced(agent, run -> run.isAddressAlone() || address.isIn(run));
    }

    /** A literal that was cut in two would not be recognised. */
    private static String withoutLastWord(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) != ' ') end--;
        return text.substring(0, end);
    }

    /** False if there is no colon and no escape in it, and no four numbers with dots between them. */
    public static boolean mayHoldAddress(String text) {
        int lastDot = -MOST_BETWEEN_DOTS;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':' || c == '%' || c == '\\') return true;
            if (c != '.' || !isBetweenDigits(text, i)) continue;
            dots = i - lastDot <= MOST_BETWEEN_DOTS ? dots + 1 : 1;
            if (dots == 3) return true;
            lastDot = i;
        }
        return false;
    }

    private static boolean isBetweenDigits(String text, int at) {
        return at > 0
                && at + 1 < text.length()
                && Ipv6Literal.isDigit(text.charAt(at - 1))
                && Ipv6Literal.isDigit(text.charAt(at + 1));
    }

    private static String replaced(String text, Predicate<AddressRun> goes) {
        var unescaped = new UnescapedText(text);
        var kept = new StringBuilder(text.length());
        int copied = 0;
        int i = 0;
        while (i < unescaped.length()) {
            if (!AddressRun.isPart(unescaped.charAt(i))) {
                i++;
                continue;
            }
            int end = i;
            while (end < unescaped.length() && AddressRun.isPart(unescaped.charAt(end))) end++;
            if (goes.test(new AddressRun(unescaped, i, end))) {
                kept.append(text, copied, unescaped.startOf(i)).append('-');
                copied = unescaped.startOf(end);
            }
            i = end;
        }
        return copied == 0 && kept.isEmpty()
                ? text
                : kept.append(text, copied, text.length()).toString();
    }

    /** One client's address, to be recognised in other spellings. Of a host name only IPv4-like ones are. */
    static final class OwnAddress {
        private static final byte[] NONE = {};

        private final String literal;
        private final byte[] bytes;

        OwnAddress(String client) {
            this.literal = withoutZone(client).toLowerCase(Locale.ROOT);
            this.bytes = bytes(literal);
        }

        boolean isIn(AddressRun run) {
            if (bytes.length == 0) return false;
            if (bytes.length == 4 && hasQuad(run)) return true;
            String text = run.toString().toLowerCase(Locale.ROOT);
            if (text.contains(literal)) return true;
            return text.indexOf(':') >= 0 && isBetweenDots(text);
        }

        /** A full stop, or the dot of a file's name, may be on either side; a literal has no dot or, with a quad, three. */
        boolean isBetweenDots(CharSequence text) {
            int[] dots = new int[4]; // the next four dots, or the end
            Arrays.fill(dots, -1);
            int start = 0;
            while (start <= text.length()) {
                for (int i = 0; i < dots.length; i++) {
                    if (dots[i] < start) dots[i] = nextDot(text, i == 0 ? start : dots[i - 1] + 1);
                }
                if (isSpelled(text, start, dots[0]) || isSpelled(text, start, dots[3])) return true;
                start = dots[0] + 1;
                System.arraycopy(dots, 1, dots, 0, 3);
                dots[3] = -1;
            }
            return false;
        }

        private static int nextDot(CharSequence text, int from) {
            int at = from;
            while (at < text.length() && text.charAt(at) != '.') at++;
            return Math.min(at, text.length());
        }

        /** Without brackets, and without the zone of a link-local address: {@code fe80::1%eth0}. */
        private static String withoutZone(String client) {
            String address = client.startsWith("[") ? client.substring(1) : client;
            int end = 0;
            while (end < address.length() && address.charAt(end) != '%' && address.charAt(end) != ']') end++;
            return address.substring(0, end);
        }

        /** With or without a port. */
        private boolean isSpelled(CharSequence text, int from, int to) {
            int colon = to - 1;
            while (colon >= from && text.charAt(colon) != ':') colon--;
            return colon >= from && (isLiteral(text, from, to) || isLiteral(text, from, colon));
        }

        /** A quad after a colon, which was no IPv6 literal, may have been one of IPv4. */
        private boolean isLiteral(CharSequence text, int from, int to) {
            return Ipv6Literal.bytes(text, from, to)
                    .filter(found -> Arrays.equals(found, bytes))
                    .isPresent();
        }

        private boolean hasQuad(AddressRun run) {
            long wanted = 0;
            for (byte b : bytes) wanted = wanted << 8 | (b & 0xFF);
            for (int i = run.from(); i < run.to(); i++) {
                if (run.quadAt(i) == wanted) return true;
            }
            return false;
        }

        /** 4 or 16, none if it is no literal. */
        private static byte[] bytes(String text) {
            return ClientAddress.literal(text).orElse(NONE);
        }
    }
}
