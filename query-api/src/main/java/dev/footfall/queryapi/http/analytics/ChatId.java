package dev.footfall.queryapi.http.analytics;

import dev.footfall.aggregator.query.RepositorySession;
import dev.footfall.events.RepoId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The id of a download: 192 bits of a hash of its repository, visitor and beginning, and of nothing else, so that a rebuild
 * gives the same. To try addresses one by one is of no use: what stands for an anonymous visitor is a hash of 128 bits under
 * the secret of ingest, and that is not shown. Two downloads of one visitor have nothing in common.
 */
final class ChatId {
    private static final int BYTES = 24;

    private ChatId() {}

    static String of(RepoId repo, RepositorySession session) {
        MessageDigest digest = sha256();
        digest.update(repo.keyBytes());
        digest.update((byte) 0);
        digest.update((byte) (session.visitor().authenticated() ? 1 : 0));
        digest.update(ByteBuffer.allocate(Long.BYTES)
                .putLong(session.first().toEpochMilli())
                .flip());
        byte[] hash = digest.digest(session.visitor().value().getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
