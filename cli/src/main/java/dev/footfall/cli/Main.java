package dev.footfall.cli;

import static java.util.Objects.requireNonNull;

import dev.footfall.queryapi.peers.PeerProtocol;
import dev.footfall.standalone.NativeLibraries;
import dev.footfall.standalone.ProgramVersion;
import dev.footfall.standalone.settings.Setting;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.Unmatched;

@Command(
        name = "footfall",
        description = "Download statistics for file and model hubs, counted from an event log.",
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        addMethodSubcommands = false,
        footer = {
            "  footfall run --demo",
            "  footfall import /var/log/nginx/access.log.1.gz",
            "  footfall stats recent model myorg/mymodel --days 7",
            "",
            "See also 'footfall COMMAND --help'. JVM options go into FOOTFALL_JAVA_OPTS."
        })
public final class Main {
    /** Commands in the order of the help: the class of a command, or the class that has its method. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", NodeCommands.class);
        COMMANDS.put("import", ImportCommand.class);
        COMMANDS.put("tail", LogCommands.class);
        COMMANDS.put("formats", LogCommands.class);
        COMMANDS.put("ingest", NodeCommands.class);
        COMMANDS.put("serve", NodeCommands.class);
        COMMANDS.put("topics", NodeCommands.class);
        COMMANDS.put("cluster", ClusterCommand.class);
        COMMANDS.put("rebuild", NodeCommands.class);
        COMMANDS.put("export", ExportsCommand.class);
        COMMANDS.put("archive", ArchiveCommand.class);
        COMMANDS.put("export-log", ExportLogCommand.class);
        COMMANDS.put("import-log", LogFileCommands.class);
        COMMANDS.put("move", MoveCommand.class);
        COMMANDS.put("balances", BalancesCommand.class);
        COMMANDS.put("seal", SealCommand.class);
        COMMANDS.put("rejected", RejectedCommand.class);
        COMMANDS.put("rules", RulesCommand.class);
        COMMANDS.put("robots", RobotsCommand.class);
        COMMANDS.put("states", StatesCommand.class);
        COMMANDS.put("whatif", WhatIfCommand.class);
        COMMANDS.put("diff", DiffCommand.class);
        COMMANDS.put("promote", DecisionCommands.class);
        COMMANDS.put("demote", DecisionCommands.class);
        COMMANDS.put("corrections", DecisionCommands.class);
        COMMANDS.put("gaps", GapsCommand.class);
        COMMANDS.put("stats", StatsCommand.class);
        COMMANDS.put("trending", TrendingCommand.class);
        COMMANDS.put("unused", UnusedCommand.class);
        COMMANDS.put("token", TokenCommand.class);
        COMMANDS.put("completion", Main.class);
    }

    @Option(
            names = {"-h", "--help"},
            scope = CommandLine.ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this help and exit.")
    boolean isHelpWanted;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    boolean isVersionWanted;

    private Main() {}

    public static void main(String[] arguments) {
        NativeLibraries.loadFor(arguments.length == 0 ? "" : arguments[0]);
        System.exit(StandardOutput.execute(commandLine(arguments), arguments));
    }

    /** Registers only the named command: all of them take a seventh of a second. */
    static CommandLine commandLine(String[] arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        boolean isAlone = COMMANDS.containsKey(name) && !name.equals("completion");
        return isAlone ? commandLine(List.of(command(name))) : commandLine();
    }

    static CommandLine commandLine() {
        return commandLine(new AbsentBench());
    }

    public static CommandLine commandLine(Object bench) {
        return commandLine(Stream.concat(COMMANDS.keySet().stream().map(Main::command), Stream.of(bench))
                .toList());
    }

    private static Object command(String name) {
        Class<?> type = requireNonNull(COMMANDS.get(name));
        return CommandLine.getCommandMethods(type, null).stream()
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getAnnotation(Command.class).name().equals(name))
                .map(Object.class::cast)
                .findFirst()
                .orElse(type);
    }

    private static CommandLine commandLine(List<?> commands) {
        var line = new CommandLine(new Main());
        commands.forEach(line::addSubcommand);
        CommandLine run = line.getSubcommands().get("run");
        if (run != null) run.getCommandSpec().usageMessage().footer(settingsFooter());
        line.registerConverter(LocalDate.class, reading(LocalDate::parse, "day: the form is YYYY-MM-DD"));
        line.registerConverter(
                Duration.class, reading(Duration::parse, "duration: allowed is one such as PT10M or P30D"));
        line.setHelpFactory(Main::help);
        line.setUsageHelpAutoWidth(true);
        line.setUsageHelpLongOptionsMaxWidth(34);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(new CliErrorHandler());
        line.setExecutionExceptionHandler(new CliErrorHandler());
        return line;
    }

    private static <T> ITypeConverter<T> reading(Function<String, T> parse, String fault) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is not a " + fault);
            }
        };
    }

    private static CommandLine.Help help(CommandSpec spec, CommandLine.Help.ColorScheme colors) {
        UsageMessageSpec usage = spec.usageMessage();
        boolean hasExamples = usage.footer().length > 0 && usage.footerHeading().isEmpty();
        if (hasExamples) usage.footerHeading(usage.footer().length == 1 ? "%nExample:%n" : "%nExamples:%n");
        return new CommandLine.Help(spec, colors);
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "footfall " + ProgramVersion.text(),
                "peers " + PeerProtocol.VERSION,
                "Java " + Runtime.version() + ", " + System.getProperty("java.home")
            };
        }
    }

    /** The command {@code bench} of the product's jar, which does not hold the benchmarks. */
    @Command(
            name = "bench",
            description = {
                "Benchmark this program on generated events, next to a reference in the same run.",
                "The benchmarks are not part of this jar: they have their own, which the launcher of a checkout builds "
                        + "and runs."
            },
            footer = "  ./footfall bench replay --events 5M")
    static final class AbsentBench implements Runnable {
        @Unmatched
        private List<String> arguments = new ArrayList<>();

        @Override
        public void run() {
            arguments.addAll(0, List.of("./footfall", "bench"));
            throw new IllegalStateException(
                    "bench has its own jar: in a checkout, '" + String.join(" ", arguments) + "' builds and runs it");
        }
    }

    @Command(
            name = "completion",
            description = "Print a completion script for bash and zsh.",
            footer = {"  source <(footfall completion)", "  footfall completion > /etc/bash_completion.d/footfall"})
    static void completion(@Mixin Output output) {
        CommandSpec root = output.root();
        output.print(AutoComplete.bash(root.name(), root.commandLine()));
    }

    private static String[] settingsFooter() {
        var lines = new ArrayList<String>();
        lines.addAll(NodeCommands.RUN_EXAMPLES);
        lines.addAll(List.of(
                "",
                "Settings of all commands. Later sources override earlier ones: defaults, --config FILE, the "
                        + "environment",
                "(FOOTFALL_QUERY_PORT for query.port), the command line.",
                "KAFKA_... variables configure Kafka's clients (KAFKA_SECURITY_PROTOCOL sets security.protocol).",
                ""));
        for (Setting setting : Setting.values()) {
            String unless = setting.defaultValue().isEmpty() ? "" : ", else " + setting.defaultValue();
            lines.add("  " + setting.key() + "  (" + setting.allowed() + unless + ")");
            lines.add("      " + setting.help());
        }
        return lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
    }
}
