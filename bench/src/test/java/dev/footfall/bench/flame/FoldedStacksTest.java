package dev.footfall.bench.flame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.bench.flame.FoldedStacks.Frame;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedStacksTest {
    @Test
    void addsStacksOfThreadsThatDifferInNumbersAlone() {
        Frame all = FoldedStacks.of(Stream.of(
                        "[worker-1 tid=11];a/B.run;a/B.count 3",
                        "[worker-2 tid=12];a/B.run;a/B.$$Lambda$14.0x00080f.apply 2",
                        "[worker-2 tid=12];a/B.run;a/B.$$Lambda.0x00080a.apply 4",
                        "[GC Thread#1 tid=13];clone3;start_thread;copy 1"))
                .all();

        assertEquals(10, all.samples());
        assertEquals(List.of("GC Thread#*", "worker-*"), names(all));
        Frame run = only(all.callees().stream().skip(1).toList().get(0));
        assertEquals(9, run.samples());
        assertEquals(List.of("a/B.$$Lambda.apply", "a/B.count"), names(run));
        assertEquals(List.of(6L, 3L), run.callees().stream().map(Frame::samples).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "[C2 CompilerThread0 tid=7], C2 CompilerThread*",
        "[footfall-0b9c9c1a-6c1e-4b57-9d3e-0123456789ab-StreamThread-3 tid=9], footfall-*-StreamThread-*",
        "[C1 CompilerThre tid=8], C1 CompilerThread",
        "[tid=12], (no name)",
        "[rocksdb:low tid=3], rocksdb:low"
    })
    void namesGroupsOfThreads(String name, String group) {
        assertEquals(group, FoldedStacks.thread(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "a;b x", "7"})
    void refusesOtherLines(String line) {
        assertThrows(IllegalArgumentException.class, () -> FoldedStacks.of(Stream.of(line)));
    }

    private static List<String> names(Frame frame) {
        return frame.callees().stream().map(Frame::name).toList();
    }

    private static Frame only(Frame frame) {
        assertEquals(1, frame.callees().size());
        return frame.callees().iterator().next();
    }
}
