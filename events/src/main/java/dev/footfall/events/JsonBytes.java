package dev.footfall.events;

import static dev.footfall.events.PlainJson.HIGH_BITS;
import static dev.footfall.events.PlainJson.LONGS;
import static dev.footfall.events.PlainJson.ONES;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A growing buffer of UTF-8 JSON. Nothing is escaped that need not be. */
final class JsonBytes {
    private static final int LONGEST_ESCAPE = "\\u0000".length();
    private static final int LONGEST_NUMBER = "9223372036854775807".length();
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private byte[] buffer = new byte[512];
    private int length;

    void clear() {
        length = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    /** Adds the end of an object, and copies everything since {@link #clear}. */
    byte[] toObject() {
        return ascii("}").toBytes();
    }

    /** Adds the name of an object's field: the first one starts the object. */
    JsonBytes field(String name) {
        return ascii(length == 0 ? "{\"" : ",\"").ascii(name).ascii("\":");
    }

    JsonBytes field(String name, String value) {
        return field(name).string(value);
    }

    JsonBytes field(String name, long value) {
        return field(name).number(value);
    }

    JsonBytes field(String name, boolean value) {
        return field(name).ascii(value ? "true" : "false");
    }

    JsonBytes field(String name, List<String> values) {
        field(name).ascii("[");
        for (int i = 0; i < values.size(); i++) (i == 0 ? this : ascii(",")).string(values.get(i));
        return ascii("]");
    }

    JsonBytes user(String user) {
        Optional<String> id = UserId.hexOf(user);
        return id.isPresent() ? field("user_id", id.get()) : field("user", user);
    }

    /** Adds a text in which there is nothing but ASCII, and nothing to escape. */
    @SuppressWarnings("deprecation") // "copies the low bytes": of ASCII there are no others
    JsonBytes ascii(String text) {
        reserve(text.length());
        text.getBytes(0, text.length(), buffer, length);
        length += text.length();
        return this;
    }

    JsonBytes string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        reserve(utf8.length + 2);
        buffer[length++] = '"';
        int plain = plainLength(utf8);
        System.arraycopy(utf8, 0, buffer, length, plain);
        length += plain;
        if (plain < utf8.length) escape(utf8, plain);
        buffer[length++] = '"';
        return this;
    }

    JsonBytes number(long number) {
        reserve(LONGEST_NUMBER);
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) digits++;
        return digits(number, digits);
    }

    JsonBytes digits(long number, int digits) {
        reserve(digits);
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    private static int plainLength(byte[] utf8) {
        int at = 0;
        while (at + Long.BYTES <= utf8.length && !mayHaveEscaped((long) LONGS.get(utf8, at))) at += Long.BYTES;
        while (at < utf8.length && !isEscaped(utf8[at])) at++;
        return at;
    }

    /** <a href="https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord">Less in word</a>. */
    private static boolean mayHaveEscaped(long word) {
        long quotes = word ^ ONES * '"';
        long backslashes = word ^ ONES * '\\';
        long found = (word - ONES * ' ' & ~word) | (quotes - ONES & ~quotes) | (backslashes - ONES & ~backslashes);
        return (found & HIGH_BITS) != 0;
    }

    private static boolean isEscaped(byte b) {
        return (b >= 0 && b < ' ') || b == '"' || b == '\\';
    }

    private void escape(byte[] utf8, int from) {
        reserve((utf8.length - from) * LONGEST_ESCAPE + 1);
        for (int i = from; i < utf8.length; i++) {
            if (isEscaped(utf8[i])) escape(utf8[i]);
            else buffer[length++] = utf8[i];
        }
    }

    private void escape(byte b) {
        int letter = "\b\t\n\f\r\"\\".indexOf(b);
        if (letter >= 0) {
            ascii("\\").ascii("btnfr\"\\".substring(letter, letter + 1));
            return;
        }
        ascii("\\u00");
        buffer[length++] = HEX[b >> 4];
        buffer[length++] = HEX[b & 15];
    }

    private void reserve(int bytes) {
        if (bytes > buffer.length - length) buffer = Arrays.copyOf(buffer, Math.max(length + bytes, 2 * buffer.length));
    }
}
