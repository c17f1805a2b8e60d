package dev.footfall.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One file request as a file server observed it. Its texts are well-formed Unicode, so that UTF-8 carries them, and
 * lengths are in characters (code points).
 *
 * @param id idempotency key, 1–128 characters: the publisher's own, or a keyed hash of the access log's line
 * @param time when the request happened, the server's clock, cut to milliseconds, UTC, not before 1970
 * @param visitor the visitor: the user if the request was authenticated, else the hashed address and agent
 */
public record DownloadEvent(
        String id, Instant time, RepoId repo, VisitorId visitor, FileRequest request, EventDetails details)
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
        return visitor.authenticated() && UserId.isName(visitor.value());
    }

    @Override
    public DownloadEvent event() {
        return this;
    }
}
