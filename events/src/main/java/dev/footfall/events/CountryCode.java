package dev.footfall.events;

import java.nio.charset.StandardCharsets;

/** The code of a country in the form of ISO 3166-1 alpha-2: two letters of {@code A-Z}. */
public final class CountryCode {
    static final int LENGTH = 2;
    static final String RULE = "two letters A to Z, as in ISO 3166-1";

    private static final int LETTERS = 26;

    private CountryCode() {}

    public static boolean isValid(String code) {
        byte[] text = code.getBytes(StandardCharsets.UTF_8);
        return number(text, 0, text.length) > 0;
    }

    /** The code as a number, 1 to 676 in the order of the alphabet; 0 if it is none. */
    public static int number(byte[] text, int from, int length) {
        if (length != LENGTH) return 0;
        int first = text[from] - 'A';
        int second = text[from + 1] - 'A';
        boolean isCode = first >= 0 && first < LETTERS && second >= 0 && second < LETTERS;
        return isCode ? first * LETTERS + second + 1 : 0;
    }
}
