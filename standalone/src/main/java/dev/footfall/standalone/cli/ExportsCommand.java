package dev.footfall.standalone.cli;

import picocli.CommandLine.Command;

/** {@code footfall export}. */
@Command(
        name = "export",
        description = "Write tables for analysts: the days of repositories, or the events of the log.",
        subcommands = {ExportRowsCommand.class, ExportEventsCommand.class},
        synopsisSubcommandLabel = "rows|events",
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall export rows --from 2026-01-01 --out rows.csv.zst",
            "  footfall export events --partition-by month --out events",
        })
final class ExportsCommand {}
