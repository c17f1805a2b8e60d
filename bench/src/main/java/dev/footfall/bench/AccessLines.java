package dev.footfall.bench;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Locale;

/** Writes a load as the access log that nginx would have written, in the Combined Log Format. */
final class AccessLines {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private AccessLines() {}

    static void write(Load load, Catalog catalog, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            for (Iterator<LoadEvent> events = load.stream(); events.hasNext(); ) {
                LoadEvent event = events.next();
                out.write(line(event, catalog.id(event.repository())));
            }
        }
    }

    private static String line(LoadEvent event, RepoId repo) {
        LoadEvent.Kind kind = event.kind();
        int visitor = event.visitor();
        String user = LoadEvent.isSignedIn(visitor) ? "user-" + visitor : "-";
        return "10." + (visitor >>> 16 & 255) + "." + (visitor >>> 8 & 255) + "." + (visitor & 255) + " - " + user
                + " [" + TIME.format(Instant.ofEpochMilli(event.timeMillis())) + "] \"" + kind.method + " "
                + path(kind, repo) + " HTTP/1.1\" " + kind.status + " " + event.bytes()
                + " \"-\" \"transformers/4.46.1; hf_hub/0.26.2; python/3.11." + (visitor >>> 24) + "\"\n";
    }

    private static String path(LoadEvent.Kind kind, RepoId repo) {
        String prefix = repo.type() == RepoType.MODEL ? "/" : "/" + repo.type().label() + "s/";
        return prefix
                + repo.fullName()
                + switch (kind) {
                    case CLONE -> ".git/git-upload-pack";
                    case CHECKSUM -> "/resolve/main/model.safetensors.sha256";
                    default -> "/resolve/main/model.safetensors";
                };
    }
}
