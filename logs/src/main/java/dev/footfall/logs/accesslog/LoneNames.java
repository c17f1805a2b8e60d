package dev.footfall.logs.accesslog;

import java.util.Locale;

/** Requests for files of hubs' repositories that have no namespace, while none is set; {@code example} is one of the names. */
public record LoneNames(long requests, String example) {
    static final LoneNames NONE = new LoneNames(0, "");

    LoneNames plus(String name) {
        return new LoneNames(requests + 1, requests == 0 ? name : example);
    }

    public String reason() {
        return requests == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "such as '%s': set routes.namespace, as by --set routes.namespace=library",
                        example);
    }
}
