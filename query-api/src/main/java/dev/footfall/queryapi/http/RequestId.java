package dev.footfall.queryapi.http;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of one request in answers and in the log. */
final class RequestId {
    static final String HEADER = "X-Request-Id";

    /** No dots and no colons: an address can be no request id. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private RequestId() {}

    /** The client's own when it is a sane one, else a new one. */
    static String of(@Nullable String given) {
        return given != null && SANE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}
