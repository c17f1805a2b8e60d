package dev.footfall.standalone.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The writers of the command line, which tests replace. */
public final class Output {
    private Output() {}

    public static PrintWriter of(@Nullable CommandSpec spec) {
        return requireNonNull(spec).commandLine().getOut();
    }

    /** Prints an answer, with control characters escaped. */
    static void print(@Nullable CommandSpec spec, String text) {
        PrintWriter out = of(spec);
        out.print(VisibleText.ofLines(text));
        out.flush();
    }

    public static PrintWriter errorsOf(@Nullable CommandSpec spec) {
        return requireNonNull(spec).commandLine().getErr();
    }

    /** A byte stream for a command's answer, which is ASCII. */
    static OutputStream streamOf(@Nullable CommandSpec spec) {
        PrintWriter out = of(spec);
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.print(VisibleText.ofLines(new String(bytes, from, length, StandardCharsets.US_ASCII)));
                if (out.checkError()) throw new IOException("standard output is closed");
            }
        };
    }
}
