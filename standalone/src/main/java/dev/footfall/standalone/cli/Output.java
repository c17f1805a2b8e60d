package dev.footfall.standalone.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The output of commands: the writer that the command line was given, so that tests can read it. */
public final class Output {
    private Output() {}

    /** The stream of a command's answer. */
    public static PrintWriter of(@Nullable CommandSpec spec) {
        return requireNonNull(spec).commandLine().getOut();
    }

    /** The stream of what is no answer: progress and notices. */
    public static PrintWriter errorsOf(@Nullable CommandSpec spec) {
        return requireNonNull(spec).commandLine().getErr();
    }
}
