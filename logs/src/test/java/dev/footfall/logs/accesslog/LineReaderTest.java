package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void cutsAtBothLineEnds() throws IOException {
        assertEquals(List.of("a", "b", "", "c\rd", "e"), lines("a\nb\r\n\nc\rd\ne"));
    }

    @Test
    void readsLinesAcrossItsBuffer() throws IOException {
        String line = "x".repeat(299_999);

        assertEquals(List.of(line, line, line), lines(line + "\n" + line + "\r\n" + line));
    }

    @Test
    void skipsTheRestOfAnOverlongLine() throws IOException {
        var reader = reader("a\n" + "x".repeat(3_000_000) + "\nb\n");

        assertTrue(reader.next());
        assertFalse(reader.isOverlong());
        assertTrue(reader.next());
        assertTrue(reader.isOverlong());
        assertTrue(reader.next());
        assertFalse(reader.isOverlong());
        assertEquals("b", new String(reader.line(), StandardCharsets.ISO_8859_1));
        assertEquals(3_000_005, reader.consumedBytes());
        assertFalse(reader.next());
        assertFalse(reader.nextUnended());
    }

    @Test
    void goesOnWhenTheStreamDoes() throws IOException {
        List<String> parts = new ArrayList<>(List.of("a\nb", "", "c\n"));
        var reader = new LineReader(new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("reads bytes singly");
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                byte[] part = Logs.latin1(parts.remove(0));
                System.arraycopy(part, 0, target, offset, part.length);
                return part.length == 0 ? -1 : part.length;
            }
        });

        assertTrue(reader.next());
        assertFalse(reader.next());
        assertEquals(2, reader.consumedBytes());
        assertEquals(3, reader.readBytes());
        assertTrue(reader.next());
        assertEquals("bc", new String(reader.line(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void countsEqualLinesWithinTheWindow() {
        var counts = new LineCounts(10);

        assertEquals(0, counts.countBefore(7));
        for (int i = 0; i < 9; i++) assertEquals(0, counts.countBefore(100 + i));
        assertEquals(1, counts.countBefore(7));
        for (int i = 0; i < 10_000; i++) counts.countBefore(1_000 + i);
        assertEquals(0, counts.countBefore(7));
        assertEquals(0, counts.countBefore(0));
        assertEquals(1, counts.countBefore(0));
    }

    @Test
    void remembersAMillionLines() {
        var counts = new LineCounts();

        for (long i = 0; i < LineCounts.WINDOW_LINES; i++) counts.countBefore(spread(i));
        assertEquals(1, counts.countBefore(0));
        assertEquals(1, counts.countBefore(spread(LineCounts.WINDOW_LINES - 1)));
        assertEquals(2, counts.countBefore(0));
    }

    private static long spread(long number) {
        return number * 0x9E3779B97F4A7C15L;
    }

    private static LineReader reader(String text) {
        return new LineReader(new ByteArrayInputStream(Logs.latin1(text)));
    }

    private static List<String> lines(String text) throws IOException {
        var reader = reader(text);
        var lines = new ArrayList<String>();
        while (reader.next()) lines.add(new String(reader.line(), StandardCharsets.ISO_8859_1));
        if (reader.nextUnended()) lines.add(new String(reader.line(), StandardCharsets.ISO_8859_1));
        return lines;
    }
}
