package dev.footfall.logs.logformat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.ingest.redaction.LogText;
import dev.footfall.logs.logformat.CombinedLogFormat.RecentTexts;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class RecentTextsTest {
    static IntStream seeds() {
        return IntStream.range(0, 8);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void givesTheTextOfAnyBytes(int seed) {
        var random = new Random(seed);
        var texts = new RecentTexts();
        int distinct = 1 << random.nextInt(16);
        for (int i = 0; i < 20_000; i++) {
            byte[] line = bytes(new Random(random.nextInt(distinct)));
            int from = Math.min(line.length, 3);

            assertEquals(
                    LogText.unescaped(line, from, line.length),
                    texts.unescaped(line, from, line.length),
                    "seed " + seed);
        }
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(random.nextInt(50) == 0 ? 2_000 : 40)];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) "ab\\x41\"é ".charAt(random.nextInt(9));
        return bytes;
    }
}
