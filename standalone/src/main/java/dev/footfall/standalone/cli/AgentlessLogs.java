package dev.footfall.standalone.cli;

import dev.footfall.ingest.accesslog.LogReport;

/** The refusal of logs that lost the agents of their clients: everybody behind one address would be one visitor. */
final class AgentlessLogs {
    private AgentlessLogs() {}

    /**
     * Checks that at least half of the requests have an agent.
     *
     * @throws IllegalArgumentException if they have not; the message says what to do
     */
    static void refuse(LogReport report) {
        LogReport.Counts counts = report.counts();
        if (!counts.isMostlyWithoutAgent()) return;
        throw new IllegalArgumentException(counts.withoutAgent() + " of " + counts.requests()
                + " requests have no agent, read as " + report.format()
                + ": --dry-run shows how they are understood, --allow-no-agent imports them all the same");
    }
}
