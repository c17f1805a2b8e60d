package dev.footfall.queryapi.http;

import java.nio.charset.StandardCharsets;

/** A query parameter that cannot be used: which one, its value, and what is allowed. Ends the request with 400. */
public final class BadParameter extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_CHARACTERS = 64;

    private final String parameter;
    private final String value;
    private final String allowed;

    public BadParameter(String parameter, String value, String allowed) {
        super(null, null, false, false); // an answer, not a fault: nobody reads its stack
        this.parameter = parameter;
        String shown = value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS) + "…";
        this.value = new String(shown.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8); // no half characters
        this.allowed = allowed;
    }

    String parameter() {
        return parameter;
    }

    String value() {
        return value;
    }

    String allowed() {
        return allowed;
    }
}
