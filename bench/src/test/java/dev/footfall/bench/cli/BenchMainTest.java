package dev.footfall.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchMainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bench replay --rounds 0 | --rounds is 0",
                "bench replay --visitors 3000000000 | --visitors is 3000000000",
                "bench start --sessions 1M --events 1M | --sessions and --events exclude each other"
            })
    void refusesABadValueOfAnOptionWithTheUsageCode(String line, String refusal) {
        assertEquals(2, execute(line.split(" ")), err::toString);

        assertTrue(err.toString().startsWith("footfall: " + refusal), err::toString);
    }

    @Test
    void explainsItselfWithAnExample() {
        assertEquals(0, execute("bench", "--help"));

        assertTrue(out.toString().contains("Example"), out::toString);
        assertTrue(out.toString().contains("footfall bench replay"), out::toString);
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
