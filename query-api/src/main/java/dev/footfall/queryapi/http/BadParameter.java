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

    BadParameter(UnknownName unknown, String value) {
        super(Problem.unknownName(unknown, shown(value)));
    }

    /** Of a value that needs a projection which is not counted: refused, and never 0. */
    public static BadParameter uncounted(String parameter, String value, String projection) {
        return new BadParameter(parameter, value, "nothing: the setting projections omits " + projection);
    }

    private static String shown(String value) {
        String shown = value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS) + "…";
        return new String(shown.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8); // no half characters
    }
}
