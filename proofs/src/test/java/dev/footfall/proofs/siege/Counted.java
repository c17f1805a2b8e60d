package dev.footfall.proofs.siege;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The downloads of a repository of which one caller knows every event: never more than were sent, never fewer again. */
final class Counted {
    private static final Pattern TOTALS = Pattern.compile("\\{\"downloads\":(\\d{1,18}),\"likes\":0}");

    private long sent;
    private long seen;

    /** Notes that one more is sent. */
    void sending() {
        sent++;
    }

    /** True if these totals are possible. */
    boolean isRight(String body) {
        Matcher totals = TOTALS.matcher(body);
        if (!totals.matches()) return false;
        long downloads = Long.parseLong(totals.group(1));
        boolean isRight = seen <= downloads && downloads <= sent;
        if (isRight) seen = downloads;
        return isRight;
    }

    /** True if there may be nothing yet: before the first one is counted, the repository is unknown. */
    boolean mayBeUnknown() {
        return seen == 0;
    }

    /** True if all that were sent have been seen. */
    boolean isWhole() {
        return seen == sent;
    }
}
