package dev.footfall.ingest.accesslog;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.DownloadEvent.Details;
import dev.footfall.events.RepoId;
import dev.footfall.ingest.logformat.ParsedLine.Access;
import dev.footfall.ingest.redaction.LogText;
import dev.footfall.ingest.redaction.Redaction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request for a repository's file, whoever sends it. Used by one thread. */
final class RoutedRequest {
    private final String method;
    private final Target target;
    private final String source;
    private final boolean isPlain;
    private @Nullable Details recent;

    RoutedRequest(String method, Target target, String source) {
        String revision = target.revision();
        this.method = method;
        this.target = target;
        this.source = source;
        this.isPlain = !Redaction.mayHoldAddress(target.repo().fullName())
                && !Redaction.mayHoldAddress(target.path())
                && (revision == null || !Redaction.mayHoldAddress(revision));
    }

    RepoId repo() {
        return target.repo();
    }

    /** Repositories are not named after those who fetch from them; somebody is trying. */
    boolean holdsClient(String client) {
        if (isPlain) return false;
        String name = target.repo().fullName();
        return !Redaction.withoutClient(name, client).equals(name);
    }

    DownloadEvent.Request answered(Access access) {
        return new DownloadEvent.Request(
                target.via(),
                method,
                access.status(),
                access.bytes(),
                access.part().start(),
                access.part().size());
    }

    /** The file and the agent, without this client's address; most requests for a file come from the same few agents. */
    Details details(String client, @Nullable String agent) {
        Details known = recent;
        if (known != null && isPlain && Objects.equals(known.userAgent(), agent)) return known;
        String revision = target.revision();
        var details = new Details(
                cut(target.path(), client, Details.MAX_PATH_LENGTH),
                revision == null ? null : cut(revision, client, Details.MAX_REVISION_LENGTH),
                agent,
                source);
        recent = details;
        return details;
    }

    private static String cut(String text, String client, int characters) {
        return LogText.cut(Redaction.withoutClient(text, client), characters);
    }
}
