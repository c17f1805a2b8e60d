package dev.footfall.queryapi.http;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** The name of one request in answers and in the log. */
final class RequestId {
    static final String HEADER = "X-Request-Id";

    /** No dots and no colons: an address can be no request id. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private RequestId() {}

    /** The client's own when it is one and a sane one, else a new one. */
    static String of(List<String> given) {
        return given.size() == 1 && SANE.matcher(given.get(0)).matches() ? given.get(0) : random();
    }

    static String random() {
        return UUID.randomUUID().toString();
    }
}
