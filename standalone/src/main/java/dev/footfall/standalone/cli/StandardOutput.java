package dev.footfall.standalone.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import picocli.CommandLine;

/** Standard output that ends with its first fault, and remembers it: a {@link PrintWriter} keeps faults to itself. */
public final class StandardOutput extends OutputStream {
    /** A reader that has enough, such as {@code head}. */
    private static final String CLOSED_PIPE = "Broken pipe";

    private final OutputStream file;
    private Optional<IOException> fault = Optional.empty();

    private StandardOutput(OutputStream file) {
        this.file = file;
    }

    /** Returns the exit code, which is 1 if the output could not be written. */
    public static int execute(CommandLine line, String... arguments) {
        return execute(line, new FileOutputStream(FileDescriptor.out), arguments);
    }

    static int execute(CommandLine line, OutputStream file, String... arguments) {
        var out = new StandardOutput(file);
        Charset charset = Charset.forName(System.getProperty(
                "sun.stdout.encoding", Charset.defaultCharset().name()));
        line.setOut(new PrintWriter(out, true, charset));
        int code = line.execute(arguments);
        line.getOut().flush();
        if (out.fault.isEmpty() || CLOSED_PIPE.equals(out.fault.get().getMessage())) return code;
        line.getErr()
                .println("footfall: the output could not be written: "
                        + out.fault.get().getMessage());
        line.getErr().flush();
        return code == 0 ? 1 : code;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (fault.isPresent()) throw fault.get();
        try {
            file.write(bytes, from, length);
        } catch (IOException e) {
            fault = Optional.of(e);
            throw e;
        }
    }

    /** No more of an answer can be written; the reason is remembered. */
    static final class EndedException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
