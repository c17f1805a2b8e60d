package dev.footfall.ingest.logformat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Times as servers write them, told apart by their shape: {@code 20/Nov/2026:04:59:54}, {@code 2026-11-20 04:59:54} (also
 * with "T" or "/"), {@code 20261120045954}, each with or without a fraction and an offset; and the time since 1970 in
 * seconds, milliseconds, microseconds or nanoseconds, which differ in their number of digits. A leap second is the last
 * millisecond of the second before it.
 */
final class TimestampParser {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final Set<String> UTC = Set.of("Z", "UTC", "GMT");
    private static final int MIN_SECONDS_DIGITS = 9;
    private static final int MAX_SECONDS_DIGITS = 11;
    private static final int MAX_MILLIS_DIGITS = 13;
    private static final int COMPACT_DIGITS = 14;
    private static final int MAX_MICROS_DIGITS = 16;
    private static final int MAX_NANOS_DIGITS = 19;

    private final @Nullable ZoneId zone;
    private String text = "";
    private int at;

    /** Times without an offset are in this zone; null if each must have one. Used by one thread. */
    TimestampParser(@Nullable ZoneId zone) {
        this.zone = zone;
    }

    /** Milliseconds since 1970 UTC; empty if this is no time. Brackets around it do not matter. */
    OptionalLong millis(String written) {
        text = written.startsWith("[") && written.endsWith("]") ? written.substring(1, written.length() - 1) : written;
        at = 0;
        int digits = digitsAt(0);
        boolean isCount = digits > 0 && (digits == text.length() || text.charAt(digits) == '.');
        if (isCount && digits != COMPACT_DIGITS) return sinceEpoch(digits);
        if (digits == COMPACT_DIGITS) return clockTime(number(4), number(2), number(2), "");
        return digits == 4 ? isoTime() : commonTime();
    }

    private OptionalLong sinceEpoch(int digits) {
        if (digits < MIN_SECONDS_DIGITS || digits > MAX_NANOS_DIGITS) return OptionalLong.empty();
        boolean hasFraction = digits < text.length();
        int fractionDigits = hasFraction ? digitsAt(digits + 1) : 0;
        boolean isWhole = !hasFraction || (fractionDigits > 0 && digits + 1 + fractionDigits == text.length());
        if (!isWhole) return OptionalLong.empty();
        long whole = Long.parseUnsignedLong(text, 0, digits, 10);
        if (digits <= MAX_SECONDS_DIGITS) {
            at = digits + 1;
            return OptionalLong.of(whole * 1_000 + (fractionDigits == 0 ? 0 : thousandths(fractionDigits)));
        }
        long unit = digits <= MAX_MILLIS_DIGITS ? 1 : digits <= MAX_MICROS_DIGITS ? 1_000 : 1_000_000;
        return OptionalLong.of(Long.divideUnsigned(whole, unit));
    }

    private OptionalLong isoTime() {
        long year = number(4);
        char separator = next();
        long month = number(2);
        if ((separator != '-' && separator != '/') || next() != separator) return OptionalLong.empty();
        long day = number(2);
        char between = next();
        return between == 'T' || between == 't' || between == ' '
                ? clockTime(year, month, day, ":")
                : OptionalLong.empty();
    }

    private OptionalLong commonTime() {
        long day = number(2);
        if (next() != '/' || at + 3 > text.length()) return OptionalLong.empty();
        int month = MONTHS.indexOf(text.substring(at, at + 3));
        at += 3;
        if (month < 0 || month % 3 != 0 || next() != '/') return OptionalLong.empty();
        long year = number(4);
        char between = next();
        return between == ':' || between == ' ' ? clockTime(year, month / 3 + 1, day, ":") : OptionalLong.empty();
    }

    private OptionalLong clockTime(long year, long month, long day, String separator) {
        long hour = number(2);
        boolean isSeparated = isNext(separator);
        long minute = number(2);
        isSeparated &= isNext(separator);
        long second = number(2);
        boolean isDate = year > 0 && month >= 1 && month <= 12 && day >= 1;
        if (!isSeparated || !isDate || hour < 0 || hour > 23 || minute < 0 || minute > 59) return OptionalLong.empty();
        if (second < 0
                || second > 60
                || day > YearMonth.of((int) year, (int) month).lengthOfMonth()) {
            return OptionalLong.empty();
        }
        boolean hasFraction = at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',');
        if (hasFraction) at++;
        long millis = hasFraction ? thousandths(digitsAt(at)) : 0;
        if (millis < 0) return OptionalLong.empty();
        long minutes = LocalDate.of((int) year, (int) month, (int) day).toEpochDay() * 1_440 + hour * 60 + minute;
        long local = minutes * 60_000 + (second == 60 ? 59_999 : second * 1_000 + millis);
        return atOffset(local);
    }

    private OptionalLong atOffset(long local) {
        while (at < text.length() && text.charAt(at) == ' ') at++;
        if (at == text.length()) return inZone(local);
        if (UTC.contains(text.substring(at).toUpperCase(Locale.ROOT))) return OptionalLong.of(local);
        char sign = next();
        long hours = number(2);
        if (at < text.length() && text.charAt(at) == ':') at++;
        long minutes = number(2);
        boolean isOffset = (sign == '+' || sign == '-') && hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60;
        if (!isOffset || at != text.length()) return OptionalLong.empty();
        return OptionalLong.of(local - (sign == '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000);
    }

    /** An hour that a change of clocks repeats is taken for the first of the two. */
    private OptionalLong inZone(long local) {
        if (zone == null) return OptionalLong.empty();
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(local), ZoneOffset.UTC);
        return OptionalLong.of(time.atZone(zone).toInstant().toEpochMilli());
    }

    /** In thousandths; -1 if it has no digit. */
    private long thousandths(int digits) {
        if (digits == 0) return -1;
        long millis = 0;
        for (int i = 0; i < 3; i++) millis = millis * 10 + (i < digits ? text.charAt(at + i) - '0' : 0);
        at += digits;
        return millis;
    }

    /** The number of so many digits that starts here; negative if there are not as many. */
    private long number(int digits) {
        if (digitsAt(at) < digits) return Long.MIN_VALUE;
        long number = 0;
        for (int i = 0; i < digits; i++) number = number * 10 + (text.charAt(at++) - '0');
        return number;
    }

    private int digitsAt(int index) {
        int end = index;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') end++;
        return Math.max(0, end - index);
    }

    private char next() {
        return at < text.length() ? text.charAt(at++) : '\0';
    }

    private boolean isNext(String separator) {
        if (!text.startsWith(separator, at)) return false;
        at += separator.length();
        return true;
    }
}
