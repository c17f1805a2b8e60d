package dev.footfall.standalone.cli;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place where the answer about a renamed repository is.
 *
 * @param path its path and query at the same API
 * @param name the repository's name now
 */
record NewName(String path, String name) {
    private static final Pattern LOCATION =
            Pattern.compile("(?:/api)?/[a-z]+/([A-Za-z0-9._-]+/[A-Za-z0-9._-]+)/[A-Za-z0-9._~%/?&=,:+-]*");

    /** The place that an answer names; empty for any other answer, and any other place: the token goes nowhere else. */
    static Optional<NewName> of(HttpResponse<?> response) {
        if (response.statusCode() != 301) return Optional.empty();
        return response.headers()
                .firstValue("Location")
                .map(LOCATION::matcher)
                .filter(Matcher::matches)
                .map(found -> new NewName(found.group(), found.group(1)));
    }
}
