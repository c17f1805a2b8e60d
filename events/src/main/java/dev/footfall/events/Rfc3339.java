package dev.footfall.events;

import static dev.footfall.events.PlainJson.LONGS;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;

/** RFC 3339 timestamps, read without a formatter: each event has one. A leap second is the millisecond before it. */
final class Rfc3339 {
    /** The result of {@link #parse} for anything else; no timestamp of four-digit years reaches it. */
    static final long INVALID = Long.MIN_VALUE;

    private static final int MINUTES_PER_DAY = 1_440;
    private static final int SHORTEST = "1970-01-01T00:00:00Z".length();

    private final byte[] text;
    private final int from;
    private final int length;
    private boolean valid = true;

    private Rfc3339(byte[] text, int from, int length) {
        this.text = text;
        this.from = from;
        this.length = length;
    }

    /** Milliseconds since 1970 UTC, finer digits cut off, or {@link #INVALID}. */
    static long parse(String text) {
        byte[] bytes =
                text.getBytes(StandardCharsets.ISO_8859_1); // what it cannot say becomes ?, which is invalid, too
        return parse(bytes, 0, bytes.length);
    }

    static long parse(byte[] text, int from, int length) {
        return length < SHORTEST ? INVALID : new Rfc3339(text, from, length).millis();
    }

    private byte at(int position) {
        return text[from + position];
    }

    private long millis() {
        int year = number(0, 4);
        int month = number(5, 2);
        int day = number(8, 2);
        int hour = number(11, 2);
        int minute = number(14, 2);
        int second = number(17, 2);
        expect(4, '-');
        expect(7, '-');
        expectEither(10, 'T', 't');
        expect(13, ':');
        expect(16, ':');
        if (!valid || hour > 23 || minute > 59 || second > 60 || !isDate(year, month, day)) return INVALID;

        int end = endOfFraction();
        int fraction = second == 60 ? 999 : fractionMillis(end);
        int offsetMinutes = offsetMinutes(end);
        if (!valid) return INVALID;
        long minutes = epochDay(year, month, day) * MINUTES_PER_DAY + hour * 60L + minute - offsetMinutes;
        if (second == 60 && Math.floorMod(minutes, MINUTES_PER_DAY) != MINUTES_PER_DAY - 1) return INVALID;
        return minutes * 60_000 + Math.min(second, 59) * 1_000L + fraction;
    }

    /** Days since 1970 of a day in the Gregorian calendar, in years that begin in March and eras of 400 of them. */
    private static long epochDay(int year, int month, int day) {
        long years = month > 2 ? year : year - 1L;
        long era = Math.floorDiv(years, 400);
        long yearOfEra = years - era * 400;
        long dayOfYear = (153L * ((month + 9) % 12) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    private static boolean isDate(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1) return false;
        return day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth();
    }

    private int endOfFraction() {
        if (at(19) != '.') return 19;
        int end = 20;
        while (end < length && PlainJson.isDigit(at(end))) end++;
        if (end == 20) valid = false;
        return end;
    }

    private int fractionMillis(int end) {
        int millis = 0;
        for (int i = 20; i < 23; i++) millis = millis * 10 + (i < end ? at(i) - '0' : 0);
        return millis;
    }

    private int offsetMinutes(int at) {
        if (at + 1 == length && (at(at) == 'Z' || at(at) == 'z')) return 0;
        if (at + 6 != length) {
            valid = false;
            return 0;
        }
        int hours = number(at + 1, 2);
        int minutes = number(at + 4, 2);
        expect(at + 3, ':');
        expectEither(at, '+', '-');
        if (hours > 23 || minutes > 59) valid = false;
        return (at(at) == '-' ? -1 : 1) * (hours * 60 + minutes);
    }

    private int number(int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            byte c = at(i);
            if (!PlainJson.isDigit(c)) valid = false;
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private void expect(int at, char wanted) {
        if (at(at) != wanted) valid = false;
    }

    private void expectEither(int at, char one, char other) {
        if (at(at) != one && at(at) != other) valid = false;
    }

    /** Reads the form {@code 2026-11-20T04:59:54.123Z} fast, mostly with the date before. Not thread-safe. */
    static final class Timestamps {
        private static final int LENGTH = "2026-11-20T04:59:54.123Z".length();
        private static final int DATE_LENGTH = "2026-11-20T".length();

        // a date's first and last eight characters
        private long head;
        private long tail;
        private long dateMillis = Rfc3339.INVALID;

        /** Milliseconds since 1970 UTC, or {@link Rfc3339#INVALID}. */
        long parse(byte[] text, int from, int length) {
            if (length != LENGTH) return Rfc3339.parse(text, from, length);
            int millis = millisOfDay(text, from + DATE_LENGTH);
            long newHead = (long) LONGS.get(text, from);
            long newTail = (long) LONGS.get(text, from + DATE_LENGTH - Long.BYTES);
            boolean isKnown = newHead == head && newTail == tail && dateMillis != Rfc3339.INVALID;
            if (isKnown && millis >= 0) return dateMillis + millis;

            long parsed = Rfc3339.parse(text, from, length);
            if (millis < 0 || parsed == Rfc3339.INVALID) return parsed;
            head = newHead;
            tail = newTail;
            dateMillis = parsed - millis;
            return parsed;
        }

        /** The milliseconds of a time such as 04:59:54.123Z; −1 if it is none, or has a leap second. */
        private static int millisOfDay(byte[] text, int at) {
            boolean isForm = text[at + 2] == ':' && text[at + 5] == ':' && text[at + 8] == '.' && text[at + 12] == 'Z';
            int hour = digits(text, at);
            int minute = digits(text, at + 3);
            int second = digits(text, at + 6);
            int centis = digits(text, at + 9);
            int last = text[at + 11] - '0';
            boolean isTime = (hour | minute | second | centis | last) >= 0 && hour < 24 && minute < 60 && second < 60;
            if (!isForm || !isTime || last > 9) return -1;
            return (hour * 60 + minute) * 60_000 + second * 1_000 + centis * 10 + last;
        }

        /** A number of two digits; less than 0 if they are none. */
        private static int digits(byte[] text, int at) {
            int tens = text[at] - '0';
            int ones = text[at + 1] - '0';
            return (tens | ones | 9 - tens | 9 - ones) < 0 ? -1 : tens * 10 + ones;
        }
    }
}
