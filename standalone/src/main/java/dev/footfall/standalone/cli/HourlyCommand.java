package dev.footfall.standalone.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code footfall stats hourly}: the hours of a repository. */
@Command(
        name = "hourly",
        description = "Show a repository's hours, up to today (UTC).",
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall stats hourly model myorg/mymodel --days 2",
            "  footfall stats hourly model myorg/mymodel --from 2026-01-01 --to 2026-01-31 --format csv"
        })
final class HourlyCommand implements Callable<Integer> {
    static final int STANDARD_DAYS = 7;
    private static final List<String> HOURS = List.of("hour", "downloads", "files", "bytes");

    @Mixin
    private QueryOptions options = new QueryOptions();

    @Mixin
    private RepositoryParameters which = new RepositoryParameters();

    @Mixin
    private PeriodOptions period = new PeriodOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        QueryOptions.Question question =
                RepositoryParameters.question(which.repository(), "/hourly?" + period.query(STANDARD_DAYS));
        PrintWriter out = Output.of(spec);
        out.print(options.shown(question, answer -> Bar.table(answer.path("stats"), HOURS)));
        out.flush();
        return 0;
    }
}
