package dev.footfall.standalone.cli;

import dev.footfall.standalone.NativeLibraries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The entry point of the process. */
@Command(
        name = "footfall",
        description = "Download statistics for file and model hubs, counted from an event log.",
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall run --demo",
            "  footfall import /var/log/nginx/access.log.1.gz",
            "  footfall stats recent model myorg/mymodel --days 7",
            "",
            "'footfall COMMAND --help' says more. Options for the JVM go into FOOTFALL_JAVA_OPTS."
        })
public final class Main {
    /** The commands by their names, in the order in which the help lists them. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("import", ImportCommand.class);
        COMMANDS.put("tail", TailCommand.class);
        COMMANDS.put("formats", FormatsCommand.class);
        COMMANDS.put("ingest", IngestCommand.class);
        COMMANDS.put("serve", ServeCommand.class);
        COMMANDS.put("topics", TopicsCommand.class);
        COMMANDS.put("rebuild", RebuildCommand.class);
        COMMANDS.put("export", ExportsCommand.class);
        COMMANDS.put("export-log", ExportLogCommand.class);
        COMMANDS.put("import-log", ImportLogCommand.class);
        COMMANDS.put("seal", SealCommand.class);
        COMMANDS.put("rejected", RejectedCommand.class);
        COMMANDS.put("rules", RulesCommand.class);
        COMMANDS.put("whatif", WhatIfCommand.class);
        COMMANDS.put("diff", DiffCommand.class);
        COMMANDS.put("promote", PromoteCommand.class);
        COMMANDS.put("demote", DemoteCommand.class);
        COMMANDS.put("corrections", CorrectionsCommand.class);
        COMMANDS.put("gaps", GapsCommand.class);
        COMMANDS.put("stats", StatsCommand.class);
        COMMANDS.put("trending", TrendingCommand.class);
        COMMANDS.put("token", TokenCommand.class);
        COMMANDS.put("completion", CompletionCommand.class);
    }

    @Option(
            names = {"-h", "--help"},
            scope = CommandLine.ScopeType.INHERIT,
            usageHelp = true,
            description = "Say what there is, and stop.")
    boolean isHelpWanted;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Say which version this is, and stop.")
    boolean isVersionWanted;

    private Main() {}

    /** Runs the command that the arguments name, and exits with its code. */
    public static void main(String[] arguments) {
        NativeLibraries.loadFor(arguments.length == 0 ? "" : arguments[0]);
        System.exit(commandLine(arguments).execute(arguments));
    }

    /** The command line as these arguments need it: to know all commands takes a seventh of a second. */
    static CommandLine commandLine(String[] arguments) {
        Class<?> named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        return named == null || named == CompletionCommand.class ? commandLine() : commandLine(List.of(named));
    }

    static CommandLine commandLine() {
        return commandLine(new AbsentBench());
    }

    /**
     * The command line with another command for {@code bench}, where the benchmarks are on the class path.
     *
     * @param bench a command of that name
     */
    public static CommandLine commandLine(Object bench) {
        var all = new ArrayList<Object>(COMMANDS.values());
        all.add(bench);
        return commandLine(all);
    }

    private static CommandLine commandLine(List<?> commands) {
        var line = new CommandLine(new Main());
        commands.forEach(line::addSubcommand);
        CommandLine run = line.getSubcommands().get("run");
        if (run != null) run.getCommandSpec().usageMessage().footer(SettingsHelp.footer());
        line.setUsageHelpAutoWidth(true);
        line.setUsageHelpLongOptionsMaxWidth(34);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(new CliErrorHandler());
        line.setExecutionExceptionHandler(new CliErrorHandler());
        return line;
    }

    /** The packaged version's number. */
    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "footfall " + version(), "Java " + Runtime.version() + ", " + System.getProperty("java.home")
            };
        }
    }
}
