package dev.footfall.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The writers of a command, which tests replace. A mixin; picocli takes none without an option or this annotation. */
@Command
public final class Output {
    @Spec
    private @Nullable CommandSpec spec;

    private CommandLine line() {
        return requireNonNull(spec).commandLine();
    }

    CommandSpec root() {
        return line().getCommandSpec().root();
    }

    public PrintWriter writer() {
        return line().getOut();
    }

    public PrintWriter errors() {
        return line().getErr();
    }

    /** Escapes control characters. */
    void print(String text) {
        PrintWriter out = writer();
        out.print(VisibleText.ofLines(text));
        out.flush();
    }

    void printf(String form, Object... values) {
        print(String.format(Locale.ROOT, form, values));
    }

    /** Escapes control characters. */
    void warn(String sentence) {
        PrintWriter err = errors();
        err.println("footfall: " + VisibleText.of(sentence));
        err.flush();
    }

    ProgressBar bar(String unit) {
        return new ProgressBar(errors(), unit);
    }

    /** A byte stream for a command's answer, which is ASCII. */
    OutputStream stream() {
        PrintWriter out = writer();
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.print(VisibleText.ofLines(new String(bytes, from, length, StandardCharsets.US_ASCII)));
                if (out.checkError()) throw new OutputEndedException();
            }
        };
    }
}
