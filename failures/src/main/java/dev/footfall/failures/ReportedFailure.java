package dev.footfall.failures;

import java.nio.file.Path;

/** A test's failure, whose message ends with its log and the command that repeats it. Its cause is the failure itself. */
final class ReportedFailure extends AssertionError {
    private static final long serialVersionUID = 1;

    private ReportedFailure(String message, Throwable failure) {
        super(message, failure);
        setStackTrace(failure.getStackTrace());
    }

    static Throwable of(Throwable failure, TestRun run, Path module) {
        if (failure instanceof ReportedFailure) return failure;
        String message = failure instanceof AssertionError ? failure.getMessage() : failure.toString();
        return new ReportedFailure((message == null ? failure.toString() : message) + run.report(module), failure);
    }
}
