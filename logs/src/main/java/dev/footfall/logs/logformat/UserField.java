package dev.footfall.logs.logformat;

import dev.footfall.logs.client.AddressList;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The text in the place of a user: a name, a word for nobody, or a sign that the line has another layout. */
final class UserField {
    /**
     * In lower case, without what encloses them, such as "(null)" and "*UNKNOWN". Who writes which is in docs/formats.md.
     */
    private static final Set<String> NOBODY = Set.of(
            "null",
            "nil",
            "none",
            "undefined",
            "unknown",
            "unknown user",
            "n/a",
            "nobody",
            "no user",
            "nouser",
            "guest",
            "anon",
            "anonymous",
            "anonymous user",
            "anonymous+user",
            "anonymous-user",
            "anonymous_user",
            "anonymoususer",
            "anonymous_principal",
            "anonymous logon",
            "anonymous+logon",
            "nt authority\\anonymous logon",
            "nt+authority\\anonymous+logon",
            "nt authority\\iusr",
            "nt+authority\\iusr",
            "unauthenticated",
            "unauthenticated user",
            "unauthenticateduser",
            "not authenticated",
            "non_authenticated_user",
            "dr.who");

    /** In upper case: nginx's, CloudFront's and Varnish's. */
    private static final Set<String> CACHE = Set.of(
            "HIT",
            "MISS",
            "EXPIRED",
            "BYPASS",
            "STALE",
            "UPDATING",
            "REVALIDATED",
            "SCARCE",
            "REFRESHHIT",
            "ORIGINSHIELDHIT",
            "HITMISS",
            "HITPASS",
            "PASS",
            "PIPE",
            "SYNTH",
            "CAPACITYEXCEEDED",
            "LIMITEXCEEDED");

    /** Squid's and Traffic Server's, Cloudflare's, and several words in one, as of Fastly's {@code HIT-CLUSTER, MISS}. */
    private static final Pattern CACHE_FORM = Pattern.compile(
            "(?:TCP|UDP)_[A-Z_]+(?:[/:][A-Z0-9_]+)*|DYNAMIC|(?i:HIT|MISS)(?:[-_, ]+(?:HIT|MISS|PASS|FOR|WAIT|STALE|CLUSTER|SYNTH))+");

    /** The first letters of all of these: most users begin with another, and each line has one. */
    private static final String FIRST_OF_CACHE = "BCDEHLMOPRSTU";

    private static final Pattern NUMBER =
            Pattern.compile("[-+.,:;/ ]*\\d[-+.,:;/ \\d]*(?:[eE]-\\d+)?(?:[nuµm]?s|sec|min|h)?");
    private static final String OTHER =
            ", so the line has another layout; give the server's own string, as nginx:… or apache:…";
    private static final String CACHE_WORD = "must be a user: it is the word of a cache" + OTHER;
    private static final String A_NUMBER = "must be a user: it is a number or a duration" + OTHER;

    private UserField() {}

    static boolean isNobody(String user) {
        if (user.isEmpty() || user.equals("-")) return true;
        int from = 0;
        int to = user.length();
        while (from < to && !Character.isLetterOrDigit(user.charAt(from))) from++;
        while (from < to && !Character.isLetterOrDigit(user.charAt(to - 1))) to--;
        return from == to || NOBODY.contains(user.substring(from, to).toLowerCase(Locale.ROOT));
    }

    /** The reason for which this is no user; in a field that has a name, a number may be one. */
    static Optional<String> fault(String user, boolean hasName) {
        if (user.isEmpty() || user.equals("-")) return Optional.empty();
        char first = user.charAt(0);
        boolean mayBeNumber = !hasName && (first <= '9' || first > '~');
        if (mayBeNumber && NUMBER.matcher(user).matches() && !AddressList.hasAddress(user))
            return Optional.of(A_NUMBER);
        boolean isCache = FIRST_OF_CACHE.indexOf(Character.toUpperCase(first)) >= 0
                && (CACHE.contains(user.toUpperCase(Locale.ROOT))
                        || CACHE_FORM.matcher(user).matches());
        return isCache ? Optional.of(CACHE_WORD) : Optional.empty();
    }
}
