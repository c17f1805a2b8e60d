package dev.footfall.ingest.logformat;

import dev.footfall.events.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Reads {@code 20/Nov/2026:04:59:54 +0000} without a formatter. A leap second is the millisecond before it. */
final class LogTime {
    static final int LENGTH = "20/Nov/2026:04:59:54 +0000".length();

    /** No four-digit year reaches it. */
    static final long INVALID = Long.MIN_VALUE;

    private static final Pattern SHAPE = Pattern.compile("\\d\\d/[A-Za-z]{3}/\\d{4}(:\\d\\d){3} [+-]\\d{4}");

    private LogTime() {}

    static long parse(byte[] line, int from) {
        if (from + LENGTH > line.length) return INVALID;
        var text = new String(line, from, LENGTH, StandardCharsets.US_ASCII);
        return SHAPE.matcher(text).matches()
                ? new TimestampParser(null).millis(text).orElse(INVALID)
                : INVALID;
    }

    /** Reads times as {@link LogTime} does, with less work where the day is that of the time before. Used by one thread. */
    static final class DayTimes {
        private static final int DATE_LENGTH = "20/Nov/2026:".length();
        private static final int ZONE = "20/Nov/2026:04:59:54".length();

        private byte[] known = new byte[LogTime.LENGTH];
        private long dayMillis = LogTime.INVALID;

        long parse(byte[] line, int from) {
            if (dayMillis == LogTime.INVALID || !isKnownDay(line, from)) return parseDay(line, from);
            int at = from + DATE_LENGTH;
            int hour = Rfc3339.digits(line, at);
            int minute = Rfc3339.digits(line, at + 3);
            int second = Rfc3339.digits(line, at + 6);
            boolean isPlain = (hour | minute | second) >= 0 && hour < 24 && minute < 60 && second < 60;
            if (!isPlain || line[at + 2] != ':' || line[at + 5] != ':') return LogTime.parse(line, from);
            return dayMillis + millis(hour, minute, second);
        }

        private boolean isKnownDay(byte[] line, int from) {
            return from + LogTime.LENGTH <= line.length
                    && Arrays.equals(line, from, from + DATE_LENGTH, known, 0, DATE_LENGTH)
                    && Arrays.equals(line, from + ZONE, from + LogTime.LENGTH, known, ZONE, LogTime.LENGTH);
        }

        private long parseDay(byte[] line, int from) {
            long millis = LogTime.parse(line, from);
            if (millis == LogTime.INVALID) return millis;
            int at = from + DATE_LENGTH;
            int second = Rfc3339.digits(line, at + 6);
            if (second > 59) return millis; // a leap second
            known = Arrays.copyOfRange(line, from, from + LogTime.LENGTH);
            dayMillis = millis - millis(Rfc3339.digits(line, at), Rfc3339.digits(line, at + 3), second);
            return millis;
        }

        private static long millis(int hour, int minute, int second) {
            return (hour * 3_600 + minute * 60 + second) * 1_000L;
        }
    }
}
