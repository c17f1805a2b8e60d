package dev.footfall.ingest.redaction;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes of a line as UTF-8, or else ISO-8859-1, without the escapes of nginx ({@code \xHH}) and Apache. */
public final class LogText {
    private static final String LETTERS = "nrtbvf";
    private static final byte[] CONTROLS = {'\n', '\r', '\t', '\b', 0x0B, '\f'};

    private LogText() {}

    public static String plain(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] < 0) return decoded(Arrays.copyOfRange(line, from, to));
        }
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }

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

    /** With "?" for each surrogate that stands alone, as JSON can spell one. */
    public static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)))
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        }
        return text;
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
            return i + 3 < to && HexFormat.isHexDigit(line[i + 2]) && HexFormat.isHexDigit(line[i + 3]) ? 4 : 1;
        }
        return line[i + 1] == '"' || line[i + 1] == '\\' || LETTERS.indexOf(line[i + 1]) >= 0 ? 2 : 1;
    }

    private static byte meaning(byte[] line, int i) {
        if (line[i + 1] == 'x') return (byte) pair(line[i + 2], line[i + 3]);
        int control = LETTERS.indexOf(line[i + 1]);
        return control < 0 ? line[i + 1] : CONTROLS[control];
    }

    static int pair(int high, int low) {
        return HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low);
    }
}
