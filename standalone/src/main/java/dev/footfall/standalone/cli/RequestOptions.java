package dev.footfall.standalone.cli;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientRules;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe a request and its answer: a GET over HTTP, answered 200 where nothing else is said. */
final class RequestOptions {
    private static final RepoId REPOSITORY = new RepoId(RepoType.MODEL, "any", "any");
    private static final VisitorId VISITOR = VisitorId.user("anybody");

    @Option(names = "--status", paramLabel = "CODE", defaultValue = "200", description = "The HTTP status; else 200.")
    private int status = 200;

    @Option(names = "--bytes", paramLabel = "N", defaultValue = "0", description = "Body bytes sent; else 0.")
    private long bytes;

    @Option(names = "--range-start", paramLabel = "N", description = "The first byte of the range sent; else unknown.")
    private @Nullable Long rangeStart;

    @Option(names = "--size", paramLabel = "N", description = "The bytes of the whole file; else unknown.")
    private @Nullable Long size;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            defaultValue = "",
            description = "The file's path in its repository; else unknown.")
    private String path = "";

    /**
     * The reason for which such a request is not counted, whatever its client.
     *
     * @throws IllegalArgumentException if there is no such request
     */
    Optional<String> exclusion(CountingRules rules) {
        var request = new DownloadEvent.Request(Via.HTTP, "GET", status, bytes, rangeStart, size);
        var details = new DownloadEvent.Details(path, null, null, null, null);
        var event = new DownloadEvent("explained", Instant.EPOCH, REPOSITORY, VISITOR, request, details);
        return rules.withClients(ClientRules.NONE)
                .exclude(Observation.of(event))
                .map(ExclusionReason::label);
    }
}
