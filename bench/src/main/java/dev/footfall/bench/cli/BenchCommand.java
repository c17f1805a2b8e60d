package dev.footfall.bench.cli;

import static java.util.Objects.requireNonNull;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.bench.Bench;
import dev.footfall.bench.BenchOptions;
import dev.footfall.bench.Figures;
import dev.footfall.bench.Load;
import dev.footfall.cli.Output;
import dev.footfall.cli.SettingsOptions;
import dev.footfall.cli.UsageError;
import dev.footfall.standalone.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "bench",
        description = {
            "Benchmark this program on generated events, next to a reference in the same run.",
            "Results are lines of JSON. The exit code is nonzero when a number was counted wrong."
        },
        footer = {
            "  footfall bench replay --events 5M",
            "  footfall bench replay --events 1M,10M,50M --rounds 5",
            "  footfall bench replay --events 5M --projections none,all",
            "  footfall bench rebuild --events 5M",
            "  footfall bench size",
            "  footfall bench start --sessions 1M --rounds 5",
            "  FOOTFALL_JAVA_OPTS=-Xmx512m footfall bench replay --events 10M --visitors 1M"
        })
final class BenchCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Mixin
    private Output output = new Output();

    @Parameters(paramLabel = "WHAT", description = "What to measure: ${COMPLETION-CANDIDATES}.")
    private @Nullable Bench what;

    @Option(
            names = "--events",
            paramLabel = "N",
            split = ",",
            converter = QuantityConverter.class,
            description = "The number of events, such as 5000000 or 5M (default: what the benchmark needs).")
    private List<Long> events = new ArrayList<>();

    @Option(
            names = "--sessions",
            paramLabel = "N",
            converter = QuantityConverter.class,
            description = "Instead of --events: the number of sessions, each its visitor's only one, such as 1M.")
    private long sessions;

    @Option(
            names = "--repositories",
            paramLabel = "N",
            converter = QuantityConverter.class,
            defaultValue = "100k",
            description = "The number of repositories (default: ${DEFAULT-VALUE}).")
    private long repositories;

    @Option(
            names = "--visitors",
            paramLabel = "N",
            converter = QuantityConverter.class,
            defaultValue = "1M",
            description = "The number of visitors (default: ${DEFAULT-VALUE}).")
    private long visitors;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "30",
            description = "The number of days, up to today (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed of the random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--projections",
            paramLabel = "SET",
            split = ",",
            converter = ProjectionSet.class,
            description = {
                "Alternate between these projections, such as none,all or none,hours,hours+clients,all (default: the "
                        + "setting's). Only for 'replay'."
            })
    private List<Projections> projections = new ArrayList<>();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "The number of times that each figure is measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description = "The maximum heap of the counting process, such as 1g (default: the heap of the others). "
                    + "Only for 'replay'.")
    private @Nullable String heap;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The directory for files while it runs (default: the system's temporary directory).")
    private @Nullable Path directory;

    @Override
    public Integer call() {
        Bench bench = requireNonNull(what);
        if (!projections.isEmpty() && bench != Bench.REPLAY) {
            throw new UsageError("--projections requires 'bench replay'");
        }
        if (heap != null && bench != Bench.REPLAY) throw new UsageError("--heap requires 'bench replay'");
        if (sessions > 0 && !events.isEmpty()) throw new UsageError("--sessions and --events exclude each other");
        List<Long> sizes = sessions > 0 ? List.of(Load.eventsOfSessions(sessions)) : events;
        PrintWriter out = output.writer();
        PrintWriter err = output.errors();
        Settings settings = options.settings();
        Consumer<String> notes = note -> {
            err.println(bench + ": " + note);
            err.flush();
        };
        BenchOptions asked = UsageError.unless(() -> new BenchOptions(
                sizes,
                shape(),
                projections,
                rounds,
                Optional.ofNullable(heap),
                Optional.ofNullable(directory),
                settings,
                notes));
        boolean isRight = bench.run(asked, line -> {
            out.println(line);
            out.flush();
        });
        if (!isRight) err.println("footfall: numbers were counted wrong: see wrong_rows and wrong_projected");
        err.flush();
        return isRight ? 0 : 1;
    }

    /** The load up to the start of today; a benchmark sets the number of its events. */
    private Load shape() {
        return new Load(
                1,
                whole("--repositories", repositories),
                whole("--visitors", visitors),
                days,
                seed,
                LocalDate.now(Clock.system(ZoneOffset.UTC)),
                sessions > 0 ? Load.Manner.SWEEP : Load.Manner.VISITS);
    }

    private static int whole(String option, long number) {
        if (number <= Integer.MAX_VALUE) return (int) number;
        throw new UsageError(option + " is " + number + ": allowed is 1 to " + Integer.MAX_VALUE);
    }

    private static final class ProjectionSet implements ITypeConverter<Projections> {
        private static final String ALL = "all";

        @Override
        public Projections convert(String value) {
            if (value.strip().equals(ALL)) return Projections.ALL;
            try {
                return Projections.named(value.replace('+', ','));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + ", " + ALL + ", and some with a + between them");
            }
        }
    }

    private static final class QuantityConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                return Figures.quantity(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
