package dev.footfall.standalone.cli;

import java.util.regex.Pattern;

/**
 * The name of a state that is counted beside the main one.
 *
 * @param text 1 to 32 of {@code a-z} and {@code 0-9}
 */
record StateName(String text) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]{1,32}");

    StateName {
        if (!FORM.matcher(text).matches()) {
            throw new UsageError("NAME is '" + text + "': allowed is 1 to 32 of a-z and 0-9");
        }
    }

    /** The path of something that can be done with it, or asked about it. */
    String path(String action) {
        return "/v1/whatif/" + text + "/" + action;
    }

    /** The state in words. */
    String words() {
        return "state " + text;
    }
}
