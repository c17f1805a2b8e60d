package dev.footfall.proofs.siege;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** The comparison of answers about what is private with those about what is unknown: there may be no difference. */
final class Twins {
    private static final int TRIES = 20;
    private static final int TO_BE_SURE = 10;

    /** The result of a comparison. */
    enum Finding {
        SAME,
        DIFFERENT,
        /** The same request was answered otherwise each time: what it is about changes too fast. */
        UNDECIDED
    }

    private Twins() {}

    /**
     * Asks until it is decided. Numbers change meanwhile, so that the private one is requested once more
     * after the other: a difference is one only if these two are the same. An end of the connection in the middle of a head
     * is answered or not, as it happens: a difference is one only if it comes {@value #TO_BE_SURE} times, and never fails to.
     *
     * @param request about the private one
     */
    static Finding compare(String request, Function<String, Optional<Heard>> server) {
        int different = 0;
        for (int left = TRIES; left > 0; left--) {
            Optional<Heard> before = server.apply(request);
            Optional<Heard> other = server.apply(Hidden.unknown(request));
            if (isSame(before, other)) return Finding.SAME;
            Optional<Heard> after = server.apply(request);
            if (isSame(after, other)) return Finding.SAME;
            if (isSame(before, after) && ++different == TO_BE_SURE) return Finding.DIFFERENT;
        }
        return Finding.UNDECIDED;
    }

    /** True if the answers do not tell which of them is about a private repository. */
    static boolean isSame(Optional<Heard> one, Optional<Heard> other) {
        if (one.isEmpty() || other.isEmpty()) return one.isEmpty() && other.isEmpty();
        String body = body(one.get());
        String otherBody = body(other.get());
        // an answer that repeats the name has another hash, and a 304 does not show its body
        boolean hasSameHash = body.equals(otherBody) && one.get().status() != 304;
        return one.get().status() == other.get().status()
                && Hidden.unknown(body).equals(Hidden.unknown(otherBody))
                && headers(one.get(), hasSameHash).equals(headers(other.get(), hasSameHash));
    }

    private static List<String> headers(Heard heard, boolean withHash) {
        return heard.headers().stream()
                .filter(line -> {
                    String name = line.split(":", 2)[0].toLowerCase(Locale.ROOT);
                    return switch (name) {
                        case "date", "x-request-id" -> false;
                        case "content-length" -> withHash;
                        case "etag" ->
                            withHash && !heard.body().isEmpty(); // HEAD: the body may repeat the name, unseen
                        default -> true;
                    };
                })
                .map(Hidden::unknown)
                .toList();
    }

    /** The body, unpacked. */
    static String body(Heard heard) {
        boolean isPacked = heard.headers().stream()
                .anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("content-encoding: gzip"));
        if (!isPacked) return heard.body();
        byte[] packed = RawRequest.bytes(heard.body());
        try (var unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(unpacking.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return heard.body(); // in chunks: compared as it is
        }
    }
}
