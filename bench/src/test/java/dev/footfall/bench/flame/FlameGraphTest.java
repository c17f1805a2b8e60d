package dev.footfall.bench.flame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class FlameGraphTest {
    /** The space between two frames. */
    private static final double GAP = 0.3;

    private static final double ROUNDING = 0.11;

    /** A frame as it is drawn. */
    private record Drawn(String title, double x, int y, double width) {
        double end() {
            return x + width;
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void drawsEachRowWithinItsCallersAndTheFirstTwoWhole(long seed) throws Exception {
        List<Drawn> frames = drawn(FlameGraph.svg(FoldedStacks.of(stacks(seed)), "a < b & c"));

        Map<Integer, List<Drawn>> rows = new TreeMap<>();
        frames.forEach(
                frame -> rows.computeIfAbsent(frame.y(), y -> new ArrayList<>()).add(frame));
        List<List<Drawn>> downwards = List.copyOf(rows.values());
        assertEquals(1_200, widths(downwards.get(0)), ROUNDING);
        assertEquals(
                1_200, widths(downwards.get(1)), ROUNDING * downwards.get(1).size());
        for (int row = 1; row < downwards.size(); row++) {
            List<Drawn> callers = downwards.get(row - 1);
            for (Drawn frame : downwards.get(row)) {
                assertTrue(
                        callers.stream()
                                .anyMatch(caller -> caller.x() <= frame.x() + ROUNDING
                                        && frame.end() <= caller.end() + 2 * ROUNDING),
                        frame::toString);
            }
        }
        assertTrue(frames.get(0).title().endsWith(": 100.0 %"), frames.get(0)::toString);
    }

    @Test
    void staysSmallHoweverManyFramesThereAre() throws Exception {
        Stream<String> many = IntStream.range(0, 40_000)
                .mapToObj(i -> "[thread tid=1];" + "a/long/name/of/a/package/Of" + i % 450 + ".method;b/Other"
                        + i % 9_000 + ".method;c/Third" + i % 450 + ".called 1");

        String svg = FlameGraph.svg(FoldedStacks.of(many), "many");

        assertTrue(svg.length() < 200_000, () -> svg.length() + " characters");
        assertTrue(drawn(svg).size() > 1);
    }

    @Test
    void drawsNothingOfNothing() {
        FoldedStacks none = FoldedStacks.of(Stream.of());

        assertThrows(IllegalArgumentException.class, () -> FlameGraph.svg(none, "none"));
    }

    /** Ten groups of threads, each with a hundredth of the samples and more. */
    private static Stream<String> stacks(long seed) {
        var random = new SplittableRandom(seed);
        return IntStream.range(0, 300).mapToObj(i -> {
            var stack = new StringBuilder("[thread-" + (char) ('a' + i % 10) + " tid=" + i + "]");
            for (int depth = random.nextInt(1, 12); depth > 0; depth--) {
                stack.append(";dev/footfall/A<B>&C.m").append((char) ('a' + random.nextInt(3)));
            }
            return stack + " " + random.nextInt(1, 50);
        });
    }

    private static double widths(List<Drawn> row) {
        return row.stream().mapToDouble(frame -> frame.width() + GAP).sum();
    }

    private static List<Drawn> drawn(String svg) throws Exception {
        NodeList groups = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getElementsByTagName("g");
        List<Drawn> frames = new ArrayList<>();
        for (int i = 0; i < groups.getLength(); i++) {
            var group = (Element) groups.item(i);
            var rectangle = (Element) group.getElementsByTagName("rect").item(0);
            frames.add(new Drawn(
                    group.getElementsByTagName("title").item(0).getTextContent(),
                    Double.parseDouble(rectangle.getAttribute("x")),
                    Integer.parseInt(rectangle.getAttribute("y")),
                    Double.parseDouble(rectangle.getAttribute("width"))));
        }
        return frames;
    }
}
