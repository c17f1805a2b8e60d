package dev.footfall.failures;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Adds to each failure its log and the command that repeats it, and writes its stack trace to that log. JUnit finds it by its service
 * file. A test that Maven did not start (an IDE's) fails as it is.
 */
public final class FailureReports implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    /** Surefire's and failsafe's name of the module's directory. */
    private static final String MODULE_DIRECTORY = "basedir";

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    private static Throwable reported(ExtensionContext context, Throwable failure) {
        String directory = System.getProperty(MODULE_DIRECTORY);
        if (directory == null || failure instanceof TestAbortedException || failure instanceof VirtualMachineError) {
            return failure;
        }
        failure.printStackTrace();
        return ReportedFailure.of(failure, run(context), Path.of(directory));
    }

    private static TestRun run(ExtensionContext context) {
        return new TestRun(
                context.getRequiredTestClass(),
                context.getTestMethod().map(method -> method.getName()),
                context.getTestMethod().isPresent() ? context.getDisplayName() : "",
                context.getTags().contains("proof"));
    }
}
