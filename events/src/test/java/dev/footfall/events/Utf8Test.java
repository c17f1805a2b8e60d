package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class Utf8Test {
    @ParameterizedTest
    @CsvSource({
        "c0af, 0",
        "e080af, 0",
        "f08080af, 0",
        "eda080, 0",
        "edbfbf, 0",
        "f4908080, 0",
        "f8888080, 0",
        "ff, 0",
        "80, 0",
        "41c3, 1",
        "e282, 0",
        "4142434445464748c0af, 8",
        "414243c3a9f0, 5"
    })
    void namesTheFirstByteThatIsNoPartOfACharacter(String hex, int at) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertEquals(at, Utf8.malformedAt(bytes, 0, bytes.length));
    }

    @Test
    void takesEveryCharacterInItsOneForm() {
        int[] characters = IntStream.concat(IntStream.range(0, 0xD800), IntStream.rangeClosed(0xE000, 0x10FFFF))
                .toArray();
        byte[] all = new String(characters, 0, characters.length).getBytes(StandardCharsets.UTF_8);

        assertEquals(-1, Utf8.malformedAt(all, 0, all.length));
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void agreesWithTheDecoderOfTheJdk(int seed) {
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = "abc/é€😀xyz".repeat(1 + random.nextInt(3)).getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(3); i > 0; i--) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();

            boolean isMalformed = Utf8.malformedAt(bytes, 0, bytes.length) >= 0;

            assertEquals(
                    !isDecoded(bytes),
                    isMalformed,
                    () -> "seed " + seed + ": " + HexFormat.of().formatHex(bytes));
        }
    }

    private static boolean isDecoded(byte[] bytes) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
