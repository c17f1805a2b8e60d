package dev.footfall.ingest.jq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.management.ThreadMXBean;
import dev.footfall.events.ByteBudget;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetedJqTest {
    private static final long BUDGET = 16 << 20;
    private static final int INPUT = 1_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Of a million letters a, beside what the comparison of jq needs for itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\" * 5e8",
                "5e8 * \"x\"",
                ". * 40",
                "{x: .} | .x *= 40",
                "[limit(40; repeat_(.))] | join(\"\")",
                "reduce range(40) as $i (.; . + .)",
                "reduce range(40) as $i (.; \"\\(.)\\(.)\")",
                "reduce range(40) as $i (.; @html \"\\(.)\\(.)\")",
                "reduce range(60) as $i ([1]; . + .)",
                "reduce range(60) as $i ([1]; [.[], .[]])",
                "[range(1e9)]",
                "[range(0; 1e9)]",
                "[range(0; 1e9; 1)]",
                "last(range(1e9))",
                "explode",
                "split(\"\")",
                "split(\"a\")",
                ". / \"a\"",
                "[match(\".\"; \"g\")]",
                "[scan(\".\")]",
                "[splits(\"a\")]",
                "gsub(\"a\"; \"bb\")",
                "ascii_downcase",
                "indices(\"a\")",
                "[range(100)|\"\"] | join($x)",
                "\"[\\(\"{},\" * 3e5){}]\" | fromjson",
                "\"[\" + \"7,\" * 3e5 + \"7]\" | fromjson",
                "[. * 4, . * 4, . * 4] | tojson",
                "{a: .} | [., ., ., ., ., .] | tostring",
                ". * 4 | @base64",
                ". * 2 | @uri",
                "[.] | [combinations(30)] | @csv",
                "., ., ., ., ., ., ., ., .",
            })
    void refusesAStepBeforeItTakesTheMemory(String program) {
        long before = THREADS.getCurrentThreadAllocatedBytes();

        var exceeded = assertThrows(ByteBudget.ExceededException.class, () -> run(program));

        assertEquals("takes more than 16 MiB of memory", exceeded.getMessage());
        long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < 4 * BUDGET, () -> "took " + (taken >> 20) + " MiB");
    }

    @Test
    void isNotCaughtByAProgram() {
        assertThrows(ByteBudget.ExceededException.class, () -> run("try (\"x\" * 5e8) catch \"odd\""));
        assertThrows(ByteBudget.ExceededException.class, () -> run("(\"x\" * 5e8)?"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "\"ab\" * 3 # \"ababab\"",
                "\"ab\" * 0 # null",
                "[1] + [2] # [1,2]",
                "{a: 1} * {b: {c: 2}} # {\"a\":1,\"b\":{\"c\":2}}",
                "\"a,b\" / \",\" # [\"a\",\"b\"]",
                "\"a,b\" | split(\",\") # [\"a\",\"b\"]",
                "[\"a\",1,null] | join(\"-\") # \"a-1-\"",
                "\"\\(1 + 1) \\([1])\" # \"2 [1]\"",
                "[\"a b\"] | @csv \"x\\(.)\" # \"x\\\"a b\\\"\"",
                "\"[1,{}]\" | fromjson # [1,{}]",
                "try (\"{\" | fromjson) catch \"odd\" # \"odd\"",
                "try (\"1 2\" | fromjson) catch \"odd\" # \"odd\"",
                "\"test\" | test(\"T\"; \"i\") # true",
                "[\"aXbX\" | match(\"x\"; \"gi\").offset] # [1,3]",
                "\"abc\" | gsub(\"b\"; \"\") # \"ac\"",
                "{a: 1} | with_entries(.value += 1) # {\"a\":2}",
                "[range(3)] # [0,1,2]",
                "[3, 1] | sort | .[0] # 1",
                "1.5 | floor # 1",
            })
    void givesWhatJqGives(String program, String made) throws Exception {
        assertEquals(
                List.of(made), run(program).stream().map(JsonNode::toString).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{},", "[],", "7,", "\"\",", "\"a\",", "{\"a\":{}},", "{\"a\":1.5},", "123456789012345678901,"})
    void takesAtLeastTheMemoryOfATree(String value) throws Exception {
        byte[] json = ("[" + value.repeat(60_000) + "0]").getBytes(StandardCharsets.UTF_8);
        var budget = new ByteBudget(Long.MAX_VALUE);
        List<JsonNode> kept = new ArrayList<>();
        BudgetedJson.read(json, new ByteBudget(Long.MAX_VALUE), kept::add);
        kept.clear();

        long before = THREADS.getCurrentThreadAllocatedBytes();
        BudgetedJson.read(json, budget, kept::add);
        long taken = THREADS.getCurrentThreadAllocatedBytes() - before;

        long paid = Long.MAX_VALUE - budget.left();
        assertTrue(taken < 1.5 * paid, () -> "took " + taken + ", paid " + paid);
    }

    @Test
    void refusesJsonBeyondItsBounds() {
        byte[] deep = ("[".repeat(65) + "]".repeat(65)).getBytes(StandardCharsets.UTF_8);

        assertThrows(IOException.class, () -> BudgetedJson.read(deep, new ByteBudget(BUDGET), value -> {}));
        assertThrows(IOException.class, () -> BudgetedJson.read(new byte[0], new ByteBudget(BUDGET), value -> {}));
    }

    private static List<JsonNode> run(String program) throws JsonQueryException {
        var scope = BudgetedJq.scope();
        scope.setValue("x", TextNode.valueOf("x".repeat(INPUT)));
        List<JsonNode> made = new ArrayList<>();
        BudgetedJq.compile("def repeat_($x): $x, repeat_($x); " + program)
                .apply(scope, TextNode.valueOf("a".repeat(INPUT)), new ByteBudget(BUDGET), made::add);
        return made;
    }
}
