package dev.footfall.logs.logformat;

import dev.footfall.events.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as servers write them, distinguished by their shape: {@code 20/Nov/2026:04:59:54}, {@code 2026-11-20 04:59:54} (also
 * with "T" or "/"), {@code 20261120045954}, each with or without a fraction and an offset; and the time since 1970 in
 * seconds, milliseconds, microseconds or nanoseconds, which differ in their number of digits. A leap second is the last
 * millisecond of the second before it. The day of the time before is not worked out again.
 */
final class TimestampParser {
    private static final Pattern CLOCK =
            Pattern.compile("(?<date>(?!0000)\\d{4}(?:-\\d\\d-|/\\d\\d/)\\d\\d[Tt ]|(?!0000)\\d{8}(?=\\d{6})"
                    + "|\\d\\d/[A-Z][a-z]{2}/(?!0000)\\d{4}[: ])\\d\\d:?\\d\\d:?\\d\\d(?:[.,]\\d+)?"
                    + "(?<zone> *(?:(?i:Z|UTC|GMT)|(?<sign>[+-])(?<hours>[01]\\d|2[0-3]):?(?<minutes>[0-5]\\d))?)");
    private static final int COMPACT_DIGITS = 14;
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private final @Nullable ZoneId zone;
    // of the time before, what comes before its hour and after its fraction
    private byte[] knownDate = {};
    private byte[] knownZone = {};
    private long dayMillis;
    private boolean isZoned;

    /** Times without an offset are in this zone; null if each must have one. Used by one thread. */
    TimestampParser(@Nullable ZoneId zone) {
        this.zone = zone;
    }

    OptionalLong millis(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return millis(bytes, 0, bytes.length);
    }

    /** Milliseconds since 1970 UTC; empty if this is no time. Brackets around it do not matter. */
    OptionalLong millis(byte[] line, int from, int to) {
        boolean isBracketed = from < to && line[from] == '[' && line[to - 1] == ']';
        return isBracketed ? read(line, from + 1, to - 1) : read(line, from, to);
    }

    private OptionalLong read(byte[] line, int from, int to) {
        int point = endOfDigits(line, from, to);
        boolean isCount = point == to || (line[point] == '.' && endOfFraction(line, point, to) == to);
        if (isCount && point - from != COMPACT_DIGITS) return sinceEpoch(line, from, point, to);
        int clock = clockMillis(line, from, to);
        if (clock < 0 && learnDay(line, from, to)) clock = clockMillis(line, from, to);
        return clock < 0 ? OptionalLong.empty() : OptionalLong.of(inZone(dayMillis + clock));
    }

    /** The time of day; negative if it is none, or of another day or zone than the known one. */
    private int clockMillis(byte[] line, int from, int to) {
        int at = from + knownDate.length;
        int step = knownDate.length == "20261120".length() ? 2 : 3;
        int end = at + 2 * step + 2;
        boolean isKnownDay = at > from && end <= to && Arrays.equals(line, from, at, knownDate, 0, at - from);
        if (!isKnownDay) return -1;
        int hour = Rfc3339.digits(line, at);
        int minute = Rfc3339.digits(line, at + step);
        int second = Rfc3339.digits(line, at + 2 * step);
        boolean isTime = (hour | minute | second) >= 0 && hour < 24 && minute < 60 && second <= 60;
        boolean hasColons = line[at + 2] == ':' && line[at + 5] == ':';
        int zoneAt = endOfFraction(line, end, to);
        boolean isKnownZone = Arrays.equals(line, zoneAt, to, knownZone, 0, knownZone.length);
        if (!isTime || !isKnownZone || hasColons != (step == 3)) return -1;
        int millis = second == 60 ? 59_999 : second * 1_000 + thousandths(line, end, zoneAt);
        return (hour * 60 + minute) * 60_000 + millis;
    }

    /** An hour that a change of clocks repeats is taken for the first of the two. */
    private long inZone(long millis) {
        if (isZoned || zone == null) return millis;
        LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        return local.atZone(zone).toInstant().toEpochMilli();
    }

    private static int endOfDigits(byte[] line, int from, int to) {
        int end = from;
        while (end < to && line[end] >= '0' && line[end] <= '9') end++;
        return end;
    }

    private static int endOfFraction(byte[] line, int from, int to) {
        if (from == to || (line[from] != '.' && line[from] != ',')) return from;
        int end = endOfDigits(line, from + 1, to);
        return end == from + 1 ? from : end;
    }

    private static int thousandths(byte[] line, int point, int end) {
        int millis = 0;
        for (int at = point + 1; at <= point + 3; at++) millis = millis * 10 + (at < end ? line[at] - '0' : 0);
        return millis;
    }

    private static OptionalLong sinceEpoch(byte[] line, int from, int point, int to) {
        int digits = point - from;
        if (digits < 9 || digits > 19) return OptionalLong.empty();
        long number = Long.parseUnsignedLong(new String(line, from, digits, StandardCharsets.ISO_8859_1));
        if (digits > 13) return OptionalLong.of(Long.divideUnsigned(number, digits > 16 ? 1_000_000 : 1_000));
        return OptionalLong.of(digits > 11 ? number : number * 1_000 + thousandths(line, point, to));
    }

    private boolean learnDay(byte[] line, int from, int to) {
        Matcher found = CLOCK.matcher(new String(line, from, to - from, StandardCharsets.ISO_8859_1));
        if (!found.matches()) return false;
        boolean hasZone = !found.group("zone").isBlank();
        if (!hasZone && zone == null) return false;
        try {
            dayMillis = (date(found.group("date")).toEpochDay() * 1_440 - offsetMinutes(found)) * 60_000;
        } catch (DateTimeException e) { // there is no such day
            knownDate = new byte[0];
            return false;
        }
        isZoned = hasZone;
        knownDate = found.group("date").getBytes(StandardCharsets.ISO_8859_1);
        knownZone = found.group("zone").getBytes(StandardCharsets.ISO_8859_1);
        return true;
    }

    private static LocalDate date(String text) {
        if (text.charAt(2) == '/') {
            int month = MONTHS.indexOf(text.substring(3, 6));
            if (month % 3 != 0) throw new DateTimeException(text);
            return LocalDate.of(number(text.substring(7, 11)), month / 3 + 1, number(text.substring(0, 2)));
        }
        String digits = text.replaceAll("\\D", "");
        return LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static int offsetMinutes(Matcher found) {
        String sign = found.group("sign");
        return sign == null ? 0 : number(sign + found.group("hours")) * 60 + number(sign + found.group("minutes"));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
