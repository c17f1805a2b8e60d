package dev.footfall.failures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestRunTest {
    private static final Path MODULE = Path.of("somewhere", "events");

    @Test
    void namesTheLogAndTheCommandOfAUnitTest() {
        var run = new TestRun(TestRunTest.class, Optional.of("counts"), "counts()", false);

        assertEquals(
                "\n  log: events/target/surefire-reports/dev.footfall.failures.TestRunTest-output.txt\n  repeat: "
                        + "./mvnw -pl events -am test -Dtest=TestRunTest#counts -Dsurefire.failIfNoSpecifiedTests=false",
                run.report(MODULE));
    }

    @Test
    void namesTheSeedAndTheProfileOfAProof() {
        var run = new TestRun(SampleIT.class, Optional.of("countsAll"), "seed=7", true);

        assertEquals(
                "\n  with: seed=7"
                        + "\n  log: events/target/failsafe-reports/dev.footfall.failures.TestRunTest$SampleIT-output.txt"
                        + "\n  repeat: ./mvnw -Pproof -pl events -am verify -Dtest=none -Dit.test=SampleIT#countsAll"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false",
                run.report(MODULE));
    }

    @Test
    void namesAClassWhosePreparationFails() {
        var run = new TestRun(TestRunTest.class, Optional.empty(), "", false);

        assertEquals(
                "./mvnw -pl events -am test -Dtest=TestRunTest -Dsurefire.failIfNoSpecifiedTests=false",
                run.report(MODULE).substring(run.report(MODULE).indexOf("./mvnw")));
    }

    @Test
    void keepsTheMessageTheCauseAndTheFirstReport() {
        var run = new TestRun(TestRunTest.class, Optional.of("counts"), "counts()", false);
        var failure = new IllegalStateException("no row");

        Throwable reported = ReportedFailure.of(failure, run, MODULE);

        assertEquals("java.lang.IllegalStateException: no row" + run.report(MODULE), reported.getMessage());
        assertSame(failure, reported.getCause());
        assertSame(reported, ReportedFailure.of(reported, run, MODULE));
    }

    private static final class SampleIT {}
}
