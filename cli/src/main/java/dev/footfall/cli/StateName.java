package dev.footfall.cli;

import java.util.regex.Pattern;

record StateName(String text) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]{1,32}");

    StateName {
        if (!FORM.matcher(text).matches()) {
            throw new UsageError("NAME is '" + text + "': allowed is 1 to 32 of a-z and 0-9");
        }
    }

    String path(String action) {
        return "/v1/whatif/" + text + "/" + action;
    }

    String words() {
        return "state " + text;
    }
}
