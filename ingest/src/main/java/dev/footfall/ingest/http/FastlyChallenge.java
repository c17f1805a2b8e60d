package dev.footfall.ingest.http;

import dev.footfall.web.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The answer by which Fastly knows that its services may send their logs here: a digest of each one's id. */
final class FastlyChallenge {
    static final String PATH = "/.well-known/fastly/logging/challenge";

    private FastlyChallenge() {}

    /** The answer for the services with these ids; 404 without any. */
    static Reply reply(List<String> services) {
        if (services.isEmpty()) return Replies.problem(404, "NotFound", "ingest.fastly-services is not set.");
        String lines = services.stream().map(service -> digest(service) + "\n").collect(Collectors.joining());
        return Reply.of(200, "text/plain; charset=utf-8", lines);
    }

    private static String digest(String service) {
        if (service.equals("*")) return service;
        try {
            byte[] id = service.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(id));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
