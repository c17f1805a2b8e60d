package dev.footfall.events;

import org.jspecify.annotations.Nullable;

/**
 * The file, the client and the source of an event.
 *
 * @param path the file's path within the repository, at most 4,096 characters; "" when unknown
 * @param revision branch, tag or commit, at most 1,024 characters; null when unknown
 * @param userAgent the User-Agent header, at most 1,024 characters; null when unknown
 * @param source the file server's name, at most 256 characters; null when unknown
 * @param network the name of the published network that the client was in, 1 to 64 of {@code a-z 0-9 . _ -} and never an
 *     address; null when it was in none or that is unknown
 * @param country the {@link CountryCode} of the client's address; null when unknown
 */
public record EventDetails(
        String path,
        @Nullable String revision,
        @Nullable String userAgent,
        @Nullable String source,
        @Nullable String network,
        @Nullable String country) {
    public static final int MAX_PATH_LENGTH = 4_096;
    public static final int MAX_REVISION_LENGTH = 1_024;
    public static final int MAX_USER_AGENT_LENGTH = 1_024;
    public static final int MAX_SOURCE_LENGTH = 256;

    public EventDetails {
        check("path", path, MAX_PATH_LENGTH);
        check("revision", revision, MAX_REVISION_LENGTH);
        check("user_agent", userAgent, MAX_USER_AGENT_LENGTH);
        check("source", source, MAX_SOURCE_LENGTH);
        if (network != null && !NetworkName.isValid(network)) {
            throw new IllegalArgumentException("network: " + NetworkName.RULE);
        }
        if (country != null && !CountryCode.isValid(country)) {
            throw new IllegalArgumentException("country: " + CountryCode.RULE);
        }
    }

    public EventDetails(String path, @Nullable String revision, @Nullable String userAgent, @Nullable String source) {
        this(path, revision, userAgent, source, null, null);
    }

    private static void check(String field, @Nullable String text, int characters) {
        if (Text.isOptional(text, characters)) return;
        throw new IllegalArgumentException(field + ": at most " + characters + " characters of well-formed text");
    }

    public static final EventDetails NONE = new EventDetails("", null, null, null);
}
