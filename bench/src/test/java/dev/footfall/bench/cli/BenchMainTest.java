package dev.footfall.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchMainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bench replay --rounds 0 | --rounds is 0",
                "bench replay --visitors 3000000000 | --visitors is 3000000000",
                "bench start --sessions 1M --events 1M | --sessions does not go with --events",
                "bench trending --days 91 | --days is 91: allowed is 1 to 90",
                "bench cluster --node-heap large | --node-heap is large",
                "bench chaos --minutes 0 | --minutes is 0.0",
                "bench siege --minutes 0 | --minutes is 0.0",
                "bench siege --requests 0 | --requests is 0.0",
                "bench siege --minutes 1 --requests 5 | --minutes does not go with --requests"
            })
    void refusesABadValueOfAnOptionWithTheUsageCode(String line, String refusal) {
        assertEquals(2, execute(line.split(" ")), err::toString);

        assertTrue(err.toString().startsWith("footfall: " + refusal), err::toString);
    }

    @Test
    void refusesOptionsOfOneProcessForAClusterAndTheOtherWayRound() {
        assertEquals(2, execute("bench", "chaos", "--kills", "3"));
        assertEquals(2, execute("bench", "chaos", "--single", "--rolling"));
        assertTrue(err.toString().contains("footfall: --kills and --jar need --single"), err::toString);
        assertTrue(err.toString().contains("footfall: --rolling is for a cluster"), err::toString);

        assertEquals(2, execute("bench", "chaos", "--single", "--kills", "0"));
        assertTrue(err.toString().contains("footfall: --kills is 0.0: allowed is 1.0 to 10000.0"), err::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bench", "bench chaos", "bench cluster", "bench siege", "bench trending", "bench flamegraph"})
    void explainsItselfWithAnExample(String command) {
        var arguments = Stream.concat(Stream.of(command.split(" ")), Stream.of("--help"));

        assertEquals(0, execute(arguments.toArray(String[]::new)));

        assertTrue(out.toString().contains("Example"), out::toString);
        assertTrue(out.toString().contains("footfall " + command), out::toString);
    }

    @Test
    void hasTheCommandsOfTheProduct() {
        assertTrue(CommandNames.all().containsAll(List.of("run", "serve", "stats", "bench")));
    }

    private int execute(String... arguments) {
        return BenchMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
