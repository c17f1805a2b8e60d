package dev.footfall.ingest.logformat;

import dev.footfall.ingest.logformat.ParsedLine.SentPart;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The range of bytes in headers, as of <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14">RFC 9110, 14</a>. */
final class SentRanges {
    private static final Pattern CONTENT_RANGE =
            Pattern.compile("bytes\\s+(?:(\\d{1,18})-\\d{1,18}|\\*)/(?:(\\d{1,18})|\\*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern RANGE =
            Pattern.compile("bytes\\s*=\\s*(\\d{1,18})-\\d*\\s*", Pattern.CASE_INSENSITIVE);

    private SentRanges() {}

    /** The part that a {@code Content-Range} states. */
    static SentPart ofContentRange(String header) {
        if (header.isEmpty()) return SentPart.UNKNOWN;
        Matcher match = CONTENT_RANGE.matcher(header);
        return match.matches() ? new SentPart(number(match.group(1)), number(match.group(2))) : SentPart.UNKNOWN;
    }

    /** The first byte that a {@code Range} asks for; null if it asks for the last bytes, or for several ranges. */
    static @Nullable Long startOfRange(String header) {
        if (header.isEmpty()) return null;
        Matcher match = RANGE.matcher(header);
        return match.matches() ? number(match.group(1)) : null;
    }

    private static @Nullable Long number(@Nullable String digits) {
        return digits == null ? null : Long.valueOf(digits);
    }
}
