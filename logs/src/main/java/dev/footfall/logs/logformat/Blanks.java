package dev.footfall.logs.logformat;

import java.util.Arrays;

/** Blanks between the fields of a line: servers, shippers and people put one too many there, or a tab. */
final class Blanks {
    private Blanks() {}

    /**
     * The line with one space for each run of spaces and tabs outside of quotes and brackets, and without those at its ends;
     * the same array if there is nothing to change.
     */
    static byte[] single(byte[] line) {
        var single = new byte[line.length];
        int length = 0;
        int at = 0;
        while (at < line.length) {
            int end = isBlank(line[at]) ? endOfBlanks(line, at) : endOfField(line, at);
            if (!isBlank(line[at])) {
                System.arraycopy(line, at, single, length, end - at);
                length += end - at;
            } else if (length > 0 && end < line.length) {
                single[length++] = ' ';
            }
            at = end;
        }
        boolean isSame = Arrays.equals(line, 0, line.length, single, 0, length);
        return isSame ? line : Arrays.copyOf(single, length);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static int endOfBlanks(byte[] line, int from) {
        int end = from;
        while (end < line.length && isBlank(line[end])) end++;
        return end;
    }

    /** The place after a closing quote or bracket that has a blank or the end after it, where the field begins with one. */
    private static int endOfField(byte[] line, int from) {
        byte close = line[from] == '"' ? (byte) '"' : line[from] == '[' ? (byte) ']' : 0;
        for (int at = from; at < line.length; at++) {
            boolean isOver = at + 1 == line.length || isBlank(line[at + 1]);
            if (close == 0 ? isOver : at > from && line[at] == close && isOver) return at + 1;
            if (close == '"' && line[at] == '\\') at++;
        }
        return line.length;
    }
}
