package dev.footfall.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.apache.kafka.common.errors.AuthorizationException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Turns a failure into one sentence and an exit code; a stack trace only with --debug. */
final class CliErrorHandler implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
    @Override
    public int handleParseException(CommandLine.ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("footfall: " + VisibleText.ofLines(String.valueOf(mistake.getMessage())));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err)) {
            err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        if (failure instanceof OutputEndedException) return CommandLine.ExitCode.OK;
        command.getErr().println("footfall: " + VisibleText.of(sentence(failure)));
        if (command.getParseResult().hasMatchedOption("--debug")) {
            var trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            command.getErr().append(VisibleText.ofLines(trace.toString())).flush();
        }
        boolean isUsage = failure instanceof UsageError;
        CommandLine.Model.CommandSpec spec = command.getCommandSpec();
        if (isUsage) command.getErr().println("See '" + spec.qualifiedName() + " --help'.");
        return isUsage ? spec.exitCodeOnInvalidInput() : spec.exitCodeOnExecutionException();
    }

    static String ofThreads(OutOfMemoryError failure) {
        return failure.getMessage()
                + ": raise the limit of this user or service (ulimit -u, TasksMax of systemd, --pids-limit of a "
                + "container)";
    }

    /** Expected failures have a sentence as message; anything else is a bug and is shown with its type. */
    private static String sentence(Exception failure) {
        String message = failure.getMessage();
        boolean isSentence = failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException
                || failure instanceof UsageError;
        if (isSentence && message != null) return message;
        if (failure instanceof AuthorizationException) return "Kafka does not allow it: " + message;
        if (failure.getCause() instanceof OutOfMemoryError threads) return ofThreads(threads);
        Throwable cause = failure instanceof UncheckedIOException io && io.getCause() != null ? io.getCause() : failure;
        return "unexpectedly, " + cause + " (--debug shows where)";
    }
}
