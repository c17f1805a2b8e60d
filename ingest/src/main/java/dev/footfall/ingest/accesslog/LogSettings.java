package dev.footfall.ingest.accesslog;

import dev.footfall.events.DownloadEvent;
import dev.footfall.ingest.VisitorSecret;

/**
 * The settings that make lines into events.
 *
 * @param format the format of the lines
 * @param routes the routes from URLs to files of repositories; not used for {@link LogFormat#NDJSON}
 * @param source the file server's name, part of each line's id: 1–256 characters. The same line of the same source
 *     counts once, in whichever file it is read
 * @param secret the key of visitors and ids
 */
public record LogSettings(LogFormat format, Routes routes, String source, VisitorSecret secret) {
    /** The source of logs that were given no other name. */
    public static final String DEFAULT_SOURCE = "access-log";

    public LogSettings {
        if (source.isEmpty() || source.length() > DownloadEvent.Details.MAX_SOURCE_LENGTH) {
            throw new IllegalArgumentException(
                    "source: 1 to " + DownloadEvent.Details.MAX_SOURCE_LENGTH + " characters, not " + source.length());
        }
    }
}
