package dev.footfall.ingest.sharedlog;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.footfall.ingest.SharedLogUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SharedLogClientTest {
    @Test
    void warnsOfNoRoundThatItsCloseInterrupts() throws Exception {
        PrintStream before = System.err;
        var logged = new ByteArrayOutputStream();
        var second = new CompletableFuture<Thread>();
        var begun = new CountDownLatch(1);
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            var client = new SharedLogClient<>(new Unused(), "names of a test", System::nanoTime, "rounds-of-a-test");
            client.repeat(
                    () -> {
                        if (begun.getCount() > 0) begun.countDown();
                        else waitInVain(second);
                    },
                    Duration.ofMillis(1));
            Thread round = second.get();

            client.close();

            round.join();
        } finally {
            System.setErr(before);
        }
        String warnings = logged.toString(StandardCharsets.UTF_8);
        assertFalse(warnings.contains("names of a test"), warnings);
    }

    private static void waitInVain(CompletableFuture<Thread> waiting) {
        waiting.complete(Thread.currentThread());
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SharedLogUnavailableException("Kafka does not provide the names of a test: " + e);
        }
    }

    private static final class Unused implements SharedLog<String, String> {
        @Override
        public String change(Function<String, List<String>> change) {
            throw new AssertionError("no round asks");
        }

        @Override
        public void close() {}
    }
}
