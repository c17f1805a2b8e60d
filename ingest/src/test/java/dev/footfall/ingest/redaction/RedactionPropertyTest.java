package dev.footfall.ingest.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
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

            String plain = new UnescapedText(kept).substring(0, new UnescapedText(kept).length());
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

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void readsIpv6LiteralsAsTheJdkDoes(int seed) throws UnknownHostException {
        var random = new Random(seed);
        for (int round = 0; round < 10 * ROUNDS; round++) {
            var text = new StringBuilder(random.nextBoolean() ? spelled(address(random), random) : "");
            for (int i = random.nextInt(12); i > 0; i--) {
                text.insert(random.nextInt(text.length() + 1), "::::..0012fF".charAt(random.nextInt(12)));
            }
            text.append(random.nextInt(3) == 0 ? ":192.0.2.7" : "");
            String literal = text.toString().replaceAll("[^0-9A-Fa-f:.]", "");
            if (literal.indexOf(':') < 0) continue;

            Optional<byte[]> read = Ipv6Literal.bytes(literal, 0, literal.length());

            assertEquals(
                    ofJdk(literal),
                    read.map(HexFormat.of()::formatHex).orElse(""),
                    () -> "seed " + seed + ": " + literal);
        }
    }

    private static String ofJdk(String literal) {
        try {
            return HexFormat.of().formatHex(InetAddress.getByName(literal).getAddress());
        } catch (UnknownHostException e) {
            return "";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {":1.", "1:.", "::1.", "1:2.", ".", ":", "1", "a:b:c:d:", "::.", "2001:db8::2.", "0000001:"})
    void looksAtEachCharacterOfALongRunAFewTimes(String part) {
        var client = new Redaction.OwnAddress("2001:db8::1");
        var counted = new CountedText(part.repeat(20_000));

        assertFalse(client.isBetweenDots(counted));

        assertTrue(counted.looks < 40L * counted.length(), () -> counted.looks + " looks at " + counted.length());
    }

    /** Counts how often a character is asked for. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private long looks;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            looks += to - from;
            return text.subSequence(from, to);
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
