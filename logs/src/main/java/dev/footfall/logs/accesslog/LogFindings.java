package dev.footfall.logs.accesslog;

/** Findings about the lines of a log: requests without a route, the shares of clients, and notes about them. */
record LogFindings(UnroutedRequests unrouted, ClientShares clients, ClientNotes notes) {
    LogFindings(UnroutedRequests unrouted, ClientShares clients) {
        this(unrouted, clients, new ClientNotes());
    }

    /** Of requests without a route nothing is kept. */
    static LogFindings ofClients(ClientShares clients) {
        return new LogFindings(new UnroutedRequests(0), clients);
    }
}
