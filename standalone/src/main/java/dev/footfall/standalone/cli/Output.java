package dev.footfall.standalone.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where commands print their answers: what the command line was given, so that tests can read it. */
final class Output {
    private Output() {}

    static PrintWriter of(@Nullable CommandSpec spec) {
        if (spec == null) throw new IllegalStateException("a command runs inside a command line");
        return spec.commandLine().getOut();
    }
}
