package dev.footfall.ingest.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.footfall.ingest.redaction.LogText.Unescaped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedactionPropertyTest {
    private static final String TEXT = "abcxyz XYZ 0123456789 %[]()\"\\/:.,;=&?_-+é\t";
    private static final int ROUNDS = 400;

    static IntStream seeds() {
        return IntStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void noAddressSurvivesAnywhereInALine(int seed) throws UnknownHostException {
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String address = address(random);
            String line = noise(random) + spelled(address, random) + noise(random) + " " + address + noise(random);

            String kept = Redaction.ofLine(line.getBytes(StandardCharsets.ISO_8859_1), 0);

            String plain = new Unescaped(kept).substring(0, new Unescaped(kept).length());
            String report = "seed " + seed + ": " + line + " → " + kept;
            assertFalse(plain.toLowerCase(Locale.ROOT).contains(address.toLowerCase(Locale.ROOT)), report);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void theClientSurvivesNeitherInAPathNorInAnAgent(int seed) throws UnknownHostException {
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String address = address(random);
            String text = "v/" + "ghxyz-/ ".charAt(random.nextInt(8)) + spelled(address, random) + "/q";

            String path = Redaction.withoutClient(text, address);
            String agent = Redaction.ofAgent(text, address);

            String report = "seed " + seed + ": " + text + " → " + path + ", " + agent;
            assertFalse(path.toLowerCase(Locale.ROOT).contains(address), report);
            assertFalse(agent.toLowerCase(Locale.ROOT).contains(address), report);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void nothingIsTakenOutOfATextThatHoldsNoAddress(int seed) {
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String address = random.nextInt(3) + ".2." + random.nextInt(3) + ".25" + random.nextInt(10);
            var text = new StringBuilder();
            for (int i = random.nextInt(4); i > 0; i--) text.append(random.nextBoolean() ? address : numbers(random));
            if (Redaction.mayHoldAddress(text.toString())) continue;

            String escaped = text + " %"; // an escape, so that the text is looked through

            String report = "seed " + seed + ": " + text;
            assertEquals(escaped, Redaction.withoutClient(escaped, address), report);
            assertEquals(escaped, Redaction.ofAgent(escaped, address), report);
            assertFalse(Redaction.holdsAddress(escaped), report);
        }
    }

    private static String numbers(Random random) {
        var numbers = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) numbers.append("..0125a".charAt(random.nextInt(7)));
        return numbers.toString();
    }

    private static String noise(Random random) {
        var noise = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) noise.append(TEXT.charAt(random.nextInt(TEXT.length())));
        return noise.toString();
    }

    /** In lower case, as a server logs it. */
    private static String address(Random random) throws UnknownHostException {
        var bytes = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(bytes);
        if (bytes.length == 4) return InetAddress.getByAddress(bytes).getHostAddress();
        String full = InetAddress.getByAddress(bytes).getHostAddress();
        int group = random.nextInt(5);
        if (group == 0) return full;
        String[] groups = full.split(":");
        return String.join(":", Arrays.copyOf(groups, group)) + "::" + groups[7];
    }

    private static String spelled(String address, Random random) {
        String cased = random.nextBoolean() ? address : address.toUpperCase(Locale.ROOT);
        return switch (random.nextInt(5)) {
            case 0 -> "[" + cased + "]:443";
            case 1 -> cased.replace(":", "%3A").replace(".", "%2e");
            case 2 -> cased.replace(":", "%253a").replace(".", "\\x2E");
            case 3 -> cased.replace("1", "%31");
            default -> cased;
        };
    }
}
