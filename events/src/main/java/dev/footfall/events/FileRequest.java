package dev.footfall.events;

import org.jspecify.annotations.Nullable;

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
public record FileRequest(
        Via via,
        String method,
        int status,
        long bytes,
        @Nullable Long rangeStart,
        @Nullable Long size) {
    public static final int MAX_METHOD_LENGTH = 32;

    public FileRequest(Via via, String method, int status, long bytes, @Nullable Long rangeStart) {
        this(via, method, status, bytes, rangeStart, null);
    }

    public FileRequest {
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
