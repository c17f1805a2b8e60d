package dev.footfall.logs.accesslog;

/** Findings about the lines of a log: requests without a route, and the shares of clients. */
record LogFindings(UnroutedRequests unrouted, ClientShares clients) {
    /** Of lines about which nothing is said. */
    static final LogFindings NONE = ofClients(ClientShares.ended());

    static LogFindings ofClients(ClientShares clients) {
        return new LogFindings(new UnroutedRequests(0), clients);
    }
}
