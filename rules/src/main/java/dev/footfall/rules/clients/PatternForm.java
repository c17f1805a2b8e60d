package dev.footfall.rules.clients;

import java.util.Locale;

public enum PatternForm {
    AGENT_PREFIX,
    AGENT_CONTAINS,
    AGENT_EQUALS,
    /** A regular expression of RE2 that is found anywhere in the agent. */
    AGENT_MATCHES,
    USER,
    /** The name that ingest gave the client's network, whole. */
    NETWORK,
    VISITOR_DAYS;

    private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String key() {
        return key;
    }
}
