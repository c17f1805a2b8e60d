package dev.footfall.standalone.cli;

import static java.util.Objects.requireNonNull;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The entry point of the process. */
@Command(
        name = "footfall",
        description = "Download statistics for file and model hubs, counted from an event log.",
        subcommands = {
            RunCommand.class,
            ImportCommand.class,
            TailCommand.class,
            FormatsCommand.class,
            IngestCommand.class,
            ServeCommand.class,
            TopicsCommand.class,
            RebuildCommand.class,
            ExportsCommand.class,
            ExportLogCommand.class,
            ImportLogCommand.class,
            SealCommand.class,
            RejectedCommand.class,
            RulesCommand.class,
            WhatIfCommand.class,
            DiffCommand.class,
            PromoteCommand.class,
            DemoteCommand.class,
            CorrectionsCommand.class,
            GapsCommand.class,
            StatsCommand.class,
            TrendingCommand.class,
            TokenCommand.class,
            CompletionCommand.class,
        },
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
        System.exit(commandLine().execute(arguments));
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
        CommandLine line = new CommandLine(new Main()).addSubcommand(bench);
        requireNonNull(line.getSubcommands().get("run"))
                .getCommandSpec()
                .usageMessage()
                .footer(SettingsHelp.footer());
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
