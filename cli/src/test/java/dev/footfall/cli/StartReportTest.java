package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.PatientHttp;
import dev.footfall.standalone.ProcessListener.Awaited;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartReportTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final StringWriter err = new StringWriter();
    private final Lifetime lifetime = new Lifetime();

    @AfterEach
    void endLifetime() {
        lifetime.close();
    }

    @Test
    void namesWhatIsAwaitedAndForHowLong() {
        try (StartReport report = report(false, NEVER)) {
            assertEquals("12 s: waiting for Kafka to start", report.text(Awaited.of("Kafka to start"), seconds(12)));
        }
    }

    @Test
    void reckonsTheTimeLeftByThePaceSinceTheFirstNumbers() {
        try (StartReport report = report(false, NEVER)) {
            assertEquals(
                    "10 s: waiting for the state, 1,000 of 91,000 records",
                    report.text(new Awaited("the state", 1_000, 91_000, "records"), seconds(10)));
            assertEquals(
                    "20 s: waiting for the state, 31,000 of 91,000 records, 0:20 left",
                    report.text(new Awaited("the state", 31_000, 91_000, "records"), seconds(20)));
        }
    }

    @Test
    void beginsItsReckoningAnewWithAnotherThingThatIsAwaited() {
        try (StartReport report = report(false, NEVER)) {
            report.text(new Awaited("the state", 0, 10, "records"), seconds(10));

            assertEquals(
                    "20 s: waiting for the counting, 5 of 10 events",
                    report.text(new Awaited("the counting", 5, 10, "events"), seconds(20)));
        }
    }

    @Test
    void printsALineOnceItsPatienceIsOver() {
        try (StartReport report = report(false, Duration.ZERO)) {
            report.awaits(() -> Awaited.of("Kafka to start"));

            Awaitility.await()
                    .atMost(PatientHttp.PATIENCE)
                    .until(() -> printed().contains("s: waiting for "));
            assertTrue(printed().endsWith(System.lineSeparator()), this::printed);
        }
    }

    @Test
    void printsNothingBeforeThat() {
        try (StartReport report = report(true, NEVER)) {
            report.awaits(() -> Awaited.of("Kafka to start"));
            report.end();
        }

        assertEquals("", printed().replace("\r\u001b[K", ""));
    }

    @Test
    void passesAFailureOnAndDoesNotPrintIt() {
        try (StartReport report = report(false, NEVER)) {
            report.failed("It cannot go on.");
        }

        assertEquals("", printed());
        assertEquals(
                "It cannot go on.",
                assertThrows(IllegalStateException.class, lifetime::await).getMessage());
    }

    @Test
    void endsAStartThatIsToGoNoFurther() {
        try (StartReport report = report(false, NEVER)) {
            report.awaits(() -> Awaited.of("Kafka to start"));
            report.failed("It cannot go on.");

            assertThrows(IllegalStateException.class, () -> report.awaits(() -> Awaited.of("the counting")));
        }
    }

    private StartReport report(boolean isTerminal, Duration patience) {
        var bar = new ProgressBar(new PrintWriter(err), isTerminal, "");
        return new StartReport(bar, lifetime, patience);
    }

    private String printed() {
        return err.toString();
    }

    private static long seconds(long number) {
        return System.nanoTime() + Duration.ofSeconds(number).toNanos();
    }
}
