package dev.footfall.ingest.logformat;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The content of one line of an access log, before it is known whether it concerns a repository. */
public sealed interface ParsedLine {
    /**
     * A readable line, its texts as the client sent them: the server's escapes are undone.
     *
     * @param user the authenticated user; "", "-" or "anonymous" when the request was not authenticated
     * @param timeMillis when the server logged the request, milliseconds since 1970 UTC
     * @param request the request line, perhaps without its protocol, whatever the client sent in its place
     * @param status three digits, not necessarily a valid HTTP status
     * @param bytes body bytes sent, ≥ 0; "-" is 0
     * @param agent the User-Agent; "" or "-" when unknown
     */
    record Access(
            String client,
            String user,
            long timeMillis,
            String request,
            int status,
            long bytes,
            String agent,
            SentPart part)
            implements ParsedLine {
        private static final Set<String> NOBODY =
                Set.of("", "-", "\"\"", "anonymous", "non_authenticated_user", "unauthenticated");

        public Access(
                String client, String user, long timeMillis, String request, int status, long bytes, String agent) {
            this(client, user, timeMillis, request, status, bytes, agent, SentPart.UNKNOWN);
        }

        /** Apache writes an empty name as two quotes; Nexus and Artifactory have names for anonymous users. */
        public boolean isAuthenticated() {
            return !NOBODY.contains(user) && !NOBODY.contains(user.toLowerCase(Locale.ROOT));
        }

        public boolean hasAgent() {
            return !agent.isEmpty() && !agent.equals("-");
        }

        public Access earlierBy(Duration time) {
            if (time.isZero()) return this;
            return new Access(client, user, timeMillis - time.toMillis(), request, status, bytes, agent, part);
        }
    }

    /**
     * The part of a file that a server sent. {@code start}: its first byte, ≥ 0; null without a range, or when it is
     * unknown. {@code size}: bytes of the whole file, ≥ 0; null when unknown.
     */
    record SentPart(@Nullable Long start, @Nullable Long size) {
        public static final SentPart UNKNOWN = new SentPart(null, null);
    }

    /** A line that is in the format and about no download: a comment, the names of the columns, another operation. */
    record Skipped() implements ParsedLine {
        static final Skipped INSTANCE = new Skipped();
    }

    /** {@code error}: the column, and what was expected there; never holds a part of the line. */
    record Unreadable(String field, String error) implements ParsedLine {
        public static final String LINE = "line";

        /** A line that cannot be read from this byte on, the first being 0; columns are counted in bytes, from 1. */
        static Unreadable at(int index, String field, String expected) {
            return new Unreadable(field, "column " + (index + 1) + ": " + expected);
        }

        /** Of several lines that only carriage returns part, which would be read as one; empty for one line. */
        static Optional<ParsedLine> ofSeveral(byte[] line, int from) {
            for (int i = from; i + 1 < line.length; i++) {
                if (line[i] == '\r' && line[i + 1] != '\r')
                    return Optional.of(at(i, LINE, "a carriage return inside; lines end with LF or CRLF"));
            }
            return Optional.empty();
        }
    }
}
