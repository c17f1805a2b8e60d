package dev.footfall.standalone.cli;

import dev.footfall.ingest.logformat.Formats;
import dev.footfall.ingest.logformat.LineFormat;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "formats",
        description = "List the formats of access logs that 'import' and 'tail' know, or show one.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall formats",
            "  footfall formats squid > own.format; footfall import access.log --format file:own.format"
        })
final class FormatsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A format, whose declaration is shown.")
    private @Nullable String name;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Output.of(spec);
        if (name == null) {
            for (String preset : Formats.PRESETS) print(Formats.preset(preset).about(), out);
        } else {
            String wanted = name;
            out.print(VisibleText.ofLines(
                    UsageError.unless(() -> Formats.of(wanted)).about().declaration()));
        }
        out.flush();
        return 0;
    }

    private static void print(LineFormat.About about, PrintWriter out) {
        out.println(about.name() + ": " + about.summary());
        about.samples().forEach(line -> out.println("  " + VisibleText.of(line)));
        if (!about.limits().isEmpty()) out.println("  " + about.limits());
        out.println();
    }
}
