package dev.footfall.logs.accesslog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** A text in UTF-16, as PowerShell's {@code >} writes it, read as the same text in UTF-8: its lines have the same ids. */
final class Utf16 extends InputStream {
    private static final int BUFFER_CHARS = 8 * 1_024;

    /** Of a hundred bytes at odd places, or at even ones: Latin letters have nothing there. */
    private static final int MOST = 90;

    private final Reader reader;
    private final char[] chars = new char[BUFFER_CHARS];
    private int kept;
    private byte[] bytes = {};
    private int at;

    private Utf16(InputStream text) {
        reader = new InputStreamReader(text, StandardCharsets.UTF_16);
    }

    /** {@code text} begins with a byte order mark, by which it is read. */
    static InputStream asUtf8(InputStream text) {
        return new Utf16(text);
    }

    /** The same of a whole text; any other is left as it is. */
    static byte[] asUtf8(byte[] text) {
        if (!isMarked(text)) return text;
        try (InputStream plain = asUtf8(new ByteArrayInputStream(text))) {
            return plain.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("an array in memory cannot be read", e);
        }
    }

    static boolean isMarked(byte[] head) {
        if (head.length < 2 || isUtf32(head)) return false;
        int mark = (head[0] & 0xFF) << 8 | (head[1] & 0xFF);
        return mark == 0xFEFF || mark == 0xFFFE;
    }

    private static boolean isUtf32(byte[] head) {
        return head.length > 3
                && ((head[0] == (byte) 0xFF && head[1] == (byte) 0xFE && head[2] == 0 && head[3] == 0)
                        || (head[0] == 0 && head[1] == 0 && head[2] == (byte) 0xFE && head[3] == (byte) 0xFF));
    }

    /** The encoding that a text without its mark seems to have, "" for any other. */
    static String unmarked(byte[] head) {
        int[] zeros = new int[2];
        for (int i = 0; i < head.length; i++) {
            if (head[i] == 0) zeros[i % 2]++;
        }
        int most = head.length / 2 * MOST / 100;
        boolean isMostly = head.length > 3 && zeros[0] + zeros[1] >= most;
        if (isUtf32(head)) return "UTF-32";
        if (isMostly && zeros[1] >= most && zeros[0] < most / 2) return "UTF-16LE";
        return isMostly && zeros[0] >= most && zeros[1] < most / 2 ? "UTF-16BE" : "";
    }

    @Override
    public int read() throws IOException {
        return at < bytes.length || fill() ? bytes[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (at == bytes.length && !fill()) return -1;
        int read = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, target, offset, read);
        at += read;
        return read;
    }

    /** The first half of a character waits for the other one. */
    private boolean fill() throws IOException {
        int read = reader.read(chars, kept, chars.length - kept);
        if (read < 0 && kept == 0) return false;
        int end = read < 0 ? kept : kept + read;
        boolean isHalf = read > 0 && Character.isHighSurrogate(chars[end - 1]);
        kept = isHalf ? 1 : 0;
        bytes = new String(chars, 0, end - kept).getBytes(StandardCharsets.UTF_8);
        at = 0;
        if (isHalf) chars[0] = chars[end - 1];
        return bytes.length > 0 || fill();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
