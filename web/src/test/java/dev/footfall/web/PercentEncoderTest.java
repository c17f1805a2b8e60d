package dev.footfall.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncoderTest {
    @Test
    void encodesWhatMayNotStandInAUrl() {
        assertEquals("/a/b.c?d=e&f=[g]", PercentEncoder.url("/a/b.c?d=e&f=[g]"));
        assertEquals("/a?b=%3C%3E;%22x%22", PercentEncoder.url("/a?b=<>;\"x\""));
        assertEquals("/a?b=%3c%25zz%25", PercentEncoder.url("/a?b=%3c%zz%"));
        assertEquals("/%C3%BC%5C%5E%7B%7C%7D%60", PercentEncoder.url("/ü\\^{|}`"));
    }

    @Test
    void endsNoHeaderAndNoLine() {
        assertEquals("/%0D%0AX:1%00%7F%20%3E", PercentEncoder.url("/\r\nX:1\u0000\u007f >"));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void changesNothingTheSecondTime(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            String raw = random.ints(20, 1, 0x250)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            String url = PercentEncoder.url(raw);

            assertEquals(url, PercentEncoder.url(url), "seed=" + seed);
            assertTrue(url.chars().allMatch(c -> c > ' ' && c < 0x7f && "<>\"\\^`{|}".indexOf(c) < 0), url);
        }
        assertEquals("/%C3%BC", URI.create(PercentEncoder.url("/ü")).getRawPath());
    }
}
