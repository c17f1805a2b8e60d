package dev.footfall.events;

import static dev.footfall.events.PlainJson.LONGS;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads RFC 3339 timestamps without a formatter: each event has one, mostly with the date of the one before. A leap second
 * is the millisecond before it. Not thread-safe.
 */
public final class Rfc3339 {
    /** The result of {@link #parse} for anything else; no timestamp of four-digit years reaches it. */
    static final long INVALID = Long.MIN_VALUE;

    private static final int SHORTEST = "1970-01-01T00:00:00Z".length();
    private static final int USUAL = "1970-01-01T00:00:00.000Z".length();
    private static final int DATE = "1970-01-01T".length();
    private static final int TIME = "00:00:00".length();
    private static final int MINUTES_PER_DAY = 1_440;
    private static final int NO_OFFSET = Integer.MIN_VALUE;

    // of the last date its first and last eight characters; its T is one of them
    private long head;
    private long tail;
    private long dateMillis = INVALID;

    static long parse(String text) {
        byte[] bytes =
                text.getBytes(StandardCharsets.ISO_8859_1); // what it cannot say becomes ?, which is invalid, too
        return new Rfc3339().parse(bytes, 0, bytes.length);
    }

    /** Milliseconds since 1970 UTC, finer digits cut off, or {@link #INVALID}. */
    long parse(byte[] text, int from, int length) {
        if (length < SHORTEST) return INVALID;
        long date = dateMillis(text, from);
        if (date == INVALID) return INVALID;
        int millis = length == USUAL ? millisOfDay(text, from + DATE) : -1;
        return millis >= 0 ? date + millis : parse(text, from + DATE, from + length, date);
    }

    private static long parse(byte[] text, int at, int end, long date) {
        int hour = digits(text, at);
        int minute = digits(text, at + 3);
        int second = digits(text, at + 6);
        boolean isTime = (hour | minute | second) >= 0 && hour < 24 && minute < 60 && second <= 60;
        int zone = afterFraction(text, at + TIME, end);
        int offset = offsetMinutes(text, zone, end);
        if (!isTime || text[at + 2] != ':' || text[at + 5] != ':' || offset == NO_OFFSET) return INVALID;
        int minutes = hour * 60 + minute - offset;
        boolean isLeap = second == 60;
        if (isLeap && Math.floorMod(minutes, MINUTES_PER_DAY) != MINUTES_PER_DAY - 1) return INVALID;
        return date + minutes * 60_000L + (isLeap ? 59_999 : second * 1_000 + thousandths(text, at + TIME + 1, zone));
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

    private long dateMillis(byte[] text, int from) {
        long newHead = (long) LONGS.get(text, from);
        long newTail = (long) LONGS.get(text, from + DATE - Long.BYTES);
        if (newHead == head && newTail == tail) return dateMillis;
        head = newHead;
        tail = newTail;
        dateMillis = parsedDate(text, from);
        return dateMillis;
    }

    private static long parsedDate(byte[] text, int from) {
        int century = digits(text, from);
        int year = digits(text, from + 2);
        int month = digits(text, from + 5);
        int day = digits(text, from + 8);
        boolean isForm = text[from + 4] == '-' && text[from + 7] == '-' && (text[from + 10] | 0x20) == 't';
        if ((century | year | month | day) < 0 || !isForm) return INVALID;
        try {
            return LocalDate.of(century * 100 + year, month, day).toEpochDay() * MINUTES_PER_DAY * 60_000;
        } catch (DateTimeException e) {
            return INVALID;
        }
    }

    /** The end of a fraction that begins here; here if none does. */
    private static int afterFraction(byte[] text, int at, int end) {
        if (text[at] != '.') return at;
        int after = at + 1;
        while (after < end && PlainJson.isDigit(text[after])) after++;
        return after == at + 1 ? at : after;
    }

    private static int thousandths(byte[] text, int from, int end) {
        int millis = 0;
        for (int i = from; i < from + 3; i++) millis = millis * 10 + (i < end ? text[i] - '0' : 0);
        return millis;
    }

    private static int offsetMinutes(byte[] text, int at, int end) {
        if (at + 1 == end && (text[at] | 0x20) == 'z') return 0;
        if (at + 6 != end || text[at + 3] != ':' || (text[at] != '+' && text[at] != '-')) return NO_OFFSET;
        int hours = digits(text, at + 1);
        int minutes = digits(text, at + 4);
        boolean isOffset = (hours | minutes) >= 0 && hours < 24 && minutes < 60;
        if (!isOffset) return NO_OFFSET;
        return (text[at] == '-' ? -1 : 1) * (hours * 60 + minutes);
    }

    /** A number of two digits; less than 0 if they are none. */
    public static int digits(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return (tens | ones | 9 - tens | 9 - ones) < 0 ? -1 : tens * 10 + ones;
    }
}
