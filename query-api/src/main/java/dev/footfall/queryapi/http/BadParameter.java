package dev.footfall.queryapi.http;

import dev.footfall.web.HttpProblemException;
import java.nio.charset.StandardCharsets;

/** A query parameter that cannot be used: which one, its value, and what is allowed. Ends the request with 400. */
public final class BadParameter extends HttpProblemException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_CHARACTERS = 64;

    public BadParameter(String parameter, String value, String allowed) {
        super(Problem.badParameter(parameter, shown(value), allowed));
    }

    private static String shown(String value) {
        String shown = value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS) + "…";
        return new String(shown.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8); // no half characters
    }
}
