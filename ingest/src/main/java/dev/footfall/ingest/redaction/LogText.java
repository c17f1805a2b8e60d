package dev.footfall.ingest.redaction;

import dev.footfall.ingest.redaction.Unescaped.Hex;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The texts within a line: bytes, as UTF-8 where they are well-formed and else as ISO-8859-1, so that any bytes are
 * some text. Undone are the escapes of nginx ({@code \xHH}) and of Apache (also {@code \" \\ \n \t} and their kin).
 */
public final class LogText {
    private static final String LETTERS = "nrtbvf";
    private static final byte[] CONTROLS = {'\n', '\r', '\t', '\b', 0x0B, '\f'};

    private LogText() {}

    /** The bytes as they stand. */
    public static String plain(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] < 0) return decoded(Arrays.copyOfRange(line, from, to));
        }
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The bytes with their escapes undone. */
    public static String unescaped(byte[] line, int from, int to) {
        int backslash = from;
        while (backslash < to && line[backslash] != '\\') backslash++;
        if (backslash == to) return plain(line, from, to);
        var bytes = new byte[to - from];
        int length = 0;
        int i = from;
        while (i < to) {
            int escape = escapeLength(line, i, to);
            bytes[length++] = escape == 1 ? line[i] : meaning(line, i);
            i += escape;
        }
        return plain(bytes, 0, length);
    }

    /** A text as of strict UTF-8, else of ISO-8859-1. */
    public static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** At most this many characters (Unicode code points) of a text. */
    public static String cut(String text, int characters) {
        if (text.length() <= characters || text.codePointCount(0, text.length()) <= characters) return text;
        return text.substring(0, text.offsetByCodePoints(0, characters));
    }

    /** Bytes that this character takes in the line: 4 for \xHH, 2 for another escape, 1 for any other character. */
    private static int escapeLength(byte[] line, int i, int to) {
        if (line[i] != '\\' || i + 1 == to) return 1;
        if (line[i + 1] == 'x') {
            return i + 3 < to && Hex.isDigit((char) line[i + 2]) && Hex.isDigit((char) line[i + 3]) ? 4 : 1;
        }
        return line[i + 1] == '"' || line[i + 1] == '\\' || LETTERS.indexOf(line[i + 1]) >= 0 ? 2 : 1;
    }

    private static byte meaning(byte[] line, int i) {
        if (line[i + 1] == 'x') return (byte) Hex.pair((char) line[i + 2], (char) line[i + 3]);
        int control = LETTERS.indexOf(line[i + 1]);
        return control < 0 ? line[i + 1] : CONTROLS[control];
    }
}
