package dev.footfall.standalone.cli;

import picocli.CommandLine.Command;

/** {@code footfall rejected}. */
@Command(
        name = "rejected",
        description = "Show what could not be read as an event, and repair what can be.",
        subcommands = {
            RejectedListCommand.class,
            RejectedShowCommand.class,
            RejectedRepairCommand.class,
            RejectedReplayCommand.class
        },
        synopsisSubcommandLabel = "list|show|repair|replay",
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall rejected list",
            "  footfall rejected show 3-4711",
            "  footfall rejected repair --field status '.status |= tonumber'",
            "  footfall rejected replay --field status '.status |= tonumber'"
        })
final class RejectedCommand {}
