package dev.footfall.ingest.accesslog;

import java.time.Duration;
import java.util.function.Function;

/** The content of one line of an access log, before it is known whether it concerns a repository. */
sealed interface ParsedLine {
    <T> T fold(Function<Access, T> onAccess, Function<Unreadable, T> onUnreadable);

    /**
     * A readable line, its texts as the client sent them: the server's escapes are undone.
     *
     * @param client address or host name of the client
     * @param user the authenticated user; "", "-" or "anonymous" when the request was not authenticated
     * @param timeMillis when the server logged the request, milliseconds since 1970 UTC, whole seconds
     * @param request the request line, whatever the client sent in its place
     * @param status three digits, not necessarily a valid HTTP status
     * @param bytes body bytes sent, ≥ 0; "-" is 0
     * @param agent the User-Agent; "" or "-" when unknown
     */
    record Access(String client, String user, long timeMillis, String request, int status, long bytes, String agent)
            implements ParsedLine {
        /**
         * Tells if the server names a user. Apache writes an empty name as two quotes; Nexus and Artifactory name whoever
         * is not signed in {@code anonymous}.
         */
        boolean isAuthenticated() {
            return !user.isEmpty() && !user.equals("-") && !user.equals("\"\"") && !user.equalsIgnoreCase("anonymous");
        }

        /** The same request, that much earlier. */
        Access earlierBy(Duration time) {
            if (time.isZero()) return this;
            return new Access(client, user, timeMillis - time.toMillis(), request, status, bytes, agent);
        }

        @Override
        public <T> T fold(Function<Access, T> onAccess, Function<Unreadable, T> onUnreadable) {
            return onAccess.apply(this);
        }
    }

    /**
     * A line that is not in the format.
     *
     * @param field the part that could not be read
     * @param error the column, and what was expected there; never holds a part of the line
     */
    record Unreadable(String field, String error) implements ParsedLine {
        /** The name that stands for the line as a whole. */
        static final String LINE = "line";

        @Override
        public <T> T fold(Function<Access, T> onAccess, Function<Unreadable, T> onUnreadable) {
            return onUnreadable.apply(this);
        }
    }
}
