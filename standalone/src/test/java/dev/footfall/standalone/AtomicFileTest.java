package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final int TIMES = 500;

    @TempDir
    Path directory;

    @Test
    void isThereWheneverItIsReplaced() throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "0");
        var isOver = new AtomicBoolean();
        CompletableFuture<Boolean> isAlwaysThere = CompletableFuture.supplyAsync(() -> {
            boolean isThere = true;
            while (!isOver.get()) isThere &= Files.exists(file);
            return isThere;
        });

        for (int i = 1; i <= TIMES; i++) {
            byte[] text = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(file, out -> out.write(text));
        }

        isOver.set(true);
        assertTrue(isAlwaysThere.get());
        assertEquals(Integer.toString(TIMES), Files.readString(file));
    }

    @Test
    void leavesNoPartWhenItsProcessIsStopped() throws Exception {
        Path output = directory.resolve("output");
        Path target = Files.createDirectory(directory.resolve("target"));
        String file = target.resolve("table.csv").toString();

        try (var writer = ChildProcess.start(output, Map.of(), Writer.class.getName(), List.of(file))) {
            while (writer.isAlive() && writer.output().isEmpty()) Thread.onSpinWait();
            assertEquals("writing\n", writer.output());
        }

        try (Stream<Path> left = Files.list(target)) {
            assertEquals(List.of(), left.toList());
        }
    }

    /** A process that never ends a file. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            AtomicFile.write(Path.of(arguments[0]), out -> {
                out.write('a');
                System.out.print("writing\n");
                System.out.flush();
                while (true) LockSupport.park();
            });
        }
    }
}
