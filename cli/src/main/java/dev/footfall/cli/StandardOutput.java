package dev.footfall.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;

/** Standard output that ends with its first fault, and remembers it: a {@link PrintWriter} keeps faults to itself. */
public final class StandardOutput extends FilterOutputStream {
    private static final String CLOSED_PIPE = "Broken pipe"; // by a reader that has enough, such as head

    private Optional<IOException> fault = Optional.empty();

    private StandardOutput(OutputStream file) {
        super(file);
    }

    /** Returns the exit code, which is 1 if the output could not be written. */
    public static int execute(CommandLine line, String... arguments) {
        // Kafka would name its files in the machine's digits, and its constants in the machine's capitals
        Locale.setDefault(Locale.ROOT);
        return execute(line, new FileOutputStream(FileDescriptor.out), arguments);
    }

    static int execute(CommandLine line, OutputStream file, String... arguments) {
        var out = new StandardOutput(file);
        Charset charset = Charset.forName(System.getProperty(
                "sun.stdout.encoding", Charset.defaultCharset().name()));
        line.setOut(new PrintWriter(out, true, charset));
        int code = codeOf(line, arguments);
        line.getOut().flush();
        String reason = out.fault.map(IOException::getMessage).orElse(CLOSED_PIPE);
        if (reason.equals(CLOSED_PIPE)) return code;
        line.getErr().println("footfall: the output could not be written: " + reason);
        return code == 0 ? 1 : code;
    }

    private static int codeOf(CommandLine line, String... arguments) {
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError e) { // of threads: that of the heap ends the process
            line.getErr().println("footfall: " + CliErrorHandler.ofThreads(e));
            return 1;
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (fault.isPresent()) throw fault.get();
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            fault = Optional.of(e);
            throw e;
        }
    }
}
