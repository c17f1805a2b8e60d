package dev.footfall.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentDecoderTest {
    @ParameterizedTest
    @CsvSource({"plain, plain", "a%2Fb, a/b", "c%252Fd, c%2Fd", "%C3%BC%20ü, ü ü", "%f0%9f%98%80😀, 😀😀", "'', ''"})
    void decodesOnce(String raw, String text) {
        assertEquals(Optional.of(text), PercentDecoder.strict(raw));
        assertEquals(Optional.of(text), PercentDecoder.lenient(raw));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "a%zz", "%%", "%+1", "%４１"})
    void keepsOrRefusesWhatIsNoEscape(String raw) {
        assertEquals(Optional.empty(), PercentDecoder.strict(raw));
        assertEquals(Optional.of(raw), PercentDecoder.lenient(raw));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ff", "a%C0%AFb", "%ED%A0%80", "%C3"})
    void refusesBytesThatAreNoText(String raw) {
        assertEquals(Optional.empty(), PercentDecoder.strict(raw));
        assertEquals(Optional.empty(), PercentDecoder.lenient(raw));
    }

    @Test
    void hasTheBytesOfAnythingForThoseWhoReadThemOtherwise() {
        assertArrayEquals(new byte[] {(byte) 0xff, '%', '4', '%', 'z', 'A'}, PercentDecoder.octets("%ff%4%z%41"));
    }
}
