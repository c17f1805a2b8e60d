package dev.footfall.logs.accesslog;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.Unchecked;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.publish.FileForcer;
import dev.footfall.web.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The checkpoints of followed logs: one small JSON file for each log, replaced atomically and durably. */
final class CheckpointStore {
    private static final int VERSION = 1;

    private final Path directory;
    private final String secretCheck;

    CheckpointStore(Path directory, VisitorSecret secret) {
        this.directory = directory;
        this.secretCheck = FileFingerprint.ofSecret(secret);
    }

    /** Empty when there is none. Fails if it cannot be used; the message names the file and says what to do. */
    Optional<Checkpoint> load(Path log) throws IOException {
        Path file = file(log);
        if (!Files.exists(file)) return Optional.empty();
        Instant savedAt = Files.getLastModifiedTime(file).toInstant();
        return Optional.of(new Checkpoint(positions(file, parsed(file)), savedAt));
    }

    /** It is on disk when this returns. Fails if it cannot be written; the message says why and what to do. */
    void save(Path log, List<FilePosition> positions) {
        try {
            write(log, positions);
        } catch (NoSuchFileException e) { // its directory was just made
            throw new IllegalStateException(
                    "another tail of " + log + " has its checkpoint in " + directory
                            + " too: stop one of the two; no line counts twice",
                    e);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the checkpoint in " + directory + " cannot be written (" + Unchecked.reason(e)
                            + "): free space or fix the cause in brackets, and restart: no line counts twice",
                    e);
        }
    }

    private void write(Path log, List<FilePosition> positions) throws IOException {
        Files.createDirectories(directory);
        Path file = file(log);
        Path temporary = directory.resolve(file.getFileName() + ".tmp");
        Files.write(temporary, json(log, positions));
        FileForcer.SYSTEM.force(temporary);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        FileForcer.SYSTEM.force(directory);
    }

    private Path file(Path log) {
        UUID name = UUID.nameUUIDFromBytes(absolute(log).getBytes(StandardCharsets.UTF_8));
        return directory.resolve("tail-" + name + ".json");
    }

    private static String absolute(Path log) {
        return log.toAbsolutePath().normalize().toString();
    }

    private byte[] json(Path log, List<FilePosition> positions) throws IOException {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.put("version", VERSION).put("log", absolute(log)).put("secret", secretCheck);
        var files = root.putArray("files");
        for (FilePosition position : positions) {
            files.addObject()
                    .put("file_key", position.fileKey())
                    .put("offset", position.offsetBytes())
                    .put("lines", position.lines())
                    .put("head_from", position.head().from())
                    .put("head_bytes", position.head().bytes())
                    .put("head", position.head().hash());
        }
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    private JsonNode parsed(Path file) throws IOException {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw unusable(file, "is not JSON", e);
        }
    }

    private List<FilePosition> positions(Path file, JsonNode root) {
        if (root.path("version").asInt() != VERSION) throw unusable(file, "does not have version " + VERSION, null);
        if (!secretCheck.equals(root.path("secret").asText())) {
            throw new IllegalArgumentException(file
                    + ": this checkpoint was made with another ingest.visitor-secret; with the current one, lines "
                    + "already in the log would count again. Use that secret, or another checkpoint directory");
        }
        var positions = new ArrayList<FilePosition>();
        for (JsonNode entry : root.path("files")) {
            var head = new FileFingerprint(
                    entry.path("head_from").asLong(),
                    entry.path("head_bytes").asInt(),
                    entry.path("head").asText());
            positions.add(new FilePosition(
                    entry.path("file_key").asText(),
                    entry.path("offset").asLong(),
                    entry.path("lines").asLong(),
                    head));
        }
        return positions;
    }

    private static IllegalArgumentException unusable(Path file, String why, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                file + ": the checkpoint " + why
                        + "; delete it to read the log from its start (lines already in the log count once)",
                cause);
    }
}
