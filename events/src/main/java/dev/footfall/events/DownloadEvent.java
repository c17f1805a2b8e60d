package dev.footfall.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One file request as a file server observed it. Its texts are well-formed Unicode, so that UTF-8 carries them, and
 * lengths are in characters (code points).
 *
 * @param id idempotency key, 1–128 characters: the publisher's own, or a keyed hash of the access log's line
 * @param time when the request happened, the server's clock, cut to milliseconds, UTC, not before 1970
 * @param visitor the visitor: the user if the request was authenticated, else the hashed address and agent
 */
public record DownloadEvent(String id, Instant time, RepoId repo, VisitorId visitor, Request request, Details details)
        implements WritableEvent {
    public static final int MAX_ID_LENGTH = 128;

    public DownloadEvent {
        if (!Text.isFilled(id, MAX_ID_LENGTH)) {
            throw new IllegalArgumentException("id: 1 to " + MAX_ID_LENGTH + " characters");
        }
        time = time.truncatedTo(ChronoUnit.MILLIS);
        if (time.isBefore(Instant.EPOCH)) throw new IllegalArgumentException("time: before 1970: " + time);
    }

    @Override
    public byte[] keyBytes() {
        return repo.keyBytes();
    }

    @Override
    public byte[] json(EventEncoder encoder) {
        return encoder.encode(this);
    }

    @Override
    public boolean namesUser() {
        return visitor.authenticated() && VisitorId.isName(visitor.value());
    }

    @Override
    public DownloadEvent event() {
        return this;
    }

    /**
     * The request for a file, and the server's answer.
     *
     * @param method the HTTP method as sent, 1–32 characters
     * @param status the HTTP status, 100–599
     * @param bytes body bytes sent, ≥ 0 (Combined Log Format {@code %b}; "-" is 0)
     * @param rangeStart first byte of the range sent, ≥ 0; null when there was none or it is unknown
     * @param size bytes of the whole file, ≥ 0; null when unknown. More may have been sent, or less: a body is packed, cut
     *     off, or sent in part
     */
    public record Request(
            Via via,
            String method,
            int status,
            long bytes,
            @Nullable Long rangeStart,
            @Nullable Long size) {
        public static final int MAX_METHOD_LENGTH = 32;

        public Request(Via via, String method, int status, long bytes, @Nullable Long rangeStart) {
            this(via, method, status, bytes, rangeStart, null);
        }

        public Request {
            if (!Text.isFilled(method, MAX_METHOD_LENGTH)) {
                throw new IllegalArgumentException("method: 1 to " + MAX_METHOD_LENGTH + " characters");
            }
            if (status < 100 || status > 599) throw new IllegalArgumentException("status: not in 100–599: " + status);
            if (bytes < 0) throw new IllegalArgumentException("bytes: negative: " + bytes);
            if (rangeStart != null && rangeStart < 0) {
                throw new IllegalArgumentException("range_start: negative: " + rangeStart);
            }
            if (size != null && size < 0) throw new IllegalArgumentException("size: negative: " + size);
        }
    }

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
    public record Details(
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

        public Details {
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

        public Details(String path, @Nullable String revision, @Nullable String userAgent, @Nullable String source) {
            this(path, revision, userAgent, source, null, null);
        }

        private static void check(String field, @Nullable String text, int characters) {
            if (Text.isOptional(text, characters)) return;
            throw new IllegalArgumentException(field + ": at most " + characters + " characters of well-formed text");
        }

        public static final Details NONE = new Details("", null, null, null);
    }
}
