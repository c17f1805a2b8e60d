package dev.footfall.ingest.accesslog;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.Unchecked;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.accesslog.CheckpointStore.FileFingerprint;
import dev.footfall.ingest.publish.BrokerDisk.Forcer;
import dev.footfall.web.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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

    /** Files that may not be at their end, the oldest first. */
    record Checkpoint(List<Position> positions, Instant savedAt) {
        Checkpoint {
            positions = List.copyOf(positions);
        }
    }

    /** Empty when there is none. Fails if it cannot be used; the message names the file and says what to do. */
    Optional<Checkpoint> load(Path log) throws IOException {
        Path file = file(log);
        if (!Files.exists(file)) return Optional.empty();
        Instant savedAt = Files.getLastModifiedTime(file).toInstant();
        return Optional.of(new Checkpoint(positions(file, parsed(file)), savedAt));
    }

    /** It is on disk when this returns. Fails if it cannot be written; the message says why and what to do. */
    void save(Path log, List<Position> positions) {
        try {
            write(log, positions);
        } catch (NoSuchFileException e) { // its directory was just made
            throw new IllegalStateException(
                    "another tail of " + log + " has its checkpoint in " + directory
                            + " as well: stop one of the two; no line counts twice",
                    e);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the checkpoint in " + directory + " cannot be written (" + Unchecked.reason(e)
                            + "): free space or mend what is in brackets, and start again: no line counts twice",
                    e);
        }
    }

    private void write(Path log, List<Position> positions) throws IOException {
        Files.createDirectories(directory);
        Path file = file(log);
        Path temporary = directory.resolve(file.getFileName() + ".tmp");
        Files.write(temporary, json(log, positions));
        Forcer.SYSTEM.force(temporary);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Forcer.SYSTEM.force(directory);
    }

    private Path file(Path log) {
        UUID name = UUID.nameUUIDFromBytes(absolute(log).getBytes(StandardCharsets.UTF_8));
        return directory.resolve("tail-" + name + ".json");
    }

    private static String absolute(Path log) {
        return log.toAbsolutePath().normalize().toString();
    }

    private byte[] json(Path log, List<Position> positions) throws IOException {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.put("version", VERSION).put("log", absolute(log)).put("secret", secretCheck);
        var files = root.putArray("files");
        for (Position position : positions) {
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

    private List<Position> positions(Path file, JsonNode root) {
        if (root.path("version").asInt() != VERSION) throw unusable(file, "is not of version " + VERSION, null);
        if (!secretCheck.equals(root.path("secret").asText())) {
            throw new IllegalArgumentException(file
                    + ": this checkpoint was made with another ingest.visitor-secret; with the present one, lines that"
                    + " are in the log already would count again. Use that secret, or another checkpoint directory");
        }
        var positions = new ArrayList<Position>();
        for (JsonNode entry : root.path("files")) {
            var head = new FileFingerprint(
                    entry.path("head_from").asLong(),
                    entry.path("head_bytes").asInt(),
                    entry.path("head").asText());
            positions.add(new Position(
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
                        + "; delete it to read the log from its start (lines that are in the log count once)",
                cause);
    }

    /**
     * The beginning of a file, by which a copy is recognised, and a new file in the place of an old one is not. Keyed: a
     * plain hash of a log's first line would give its address away by trial. {@code from}: after the zeros of a writer that
     * keeps its place, with which many files begin.
     */
    record FileFingerprint(long from, int bytes, String hash) {
        static final FileFingerprint EMPTY = new FileFingerprint(0, 0, "");

        private static final int MAX_BYTES = 1_024;
        private static final int BLOCK_BYTES = 64 * 1_024;
        private static final String PURPOSE = "checkpoint";

        static FileFingerprint of(FileChannel file, long upToOffset, VisitorSecret secret) throws IOException {
            long from = zeros(file, upToOffset);
            int bytes = (int) Math.min(upToOffset - from, MAX_BYTES);
            return bytes == 0 ? EMPTY : new FileFingerprint(from, bytes, hash(file, from, bytes, secret));
        }

        private static long zeros(FileChannel file, long most) throws IOException {
            var block = ByteBuffer.allocate(BLOCK_BYTES);
            long zeros = 0;
            while (zeros < most && file.read(block.clear(), zeros) > 0) {
                block.flip();
                while (block.hasRemaining()) {
                    if (zeros == most || block.get() != 0) return zeros;
                    zeros++;
                }
            }
            return most;
        }

        static String ofSecret(VisitorSecret secret) {
            return secret.lineId(PURPOSE, new byte[0], 0);
        }

        boolean isComplete() {
            return bytes == MAX_BYTES;
        }

        boolean matches(FileChannel file, VisitorSecret secret) throws IOException {
            return bytes == 0 || (file.size() >= from + bytes && hash.equals(hash(file, from, bytes, secret)));
        }

        boolean matches(byte[] beginning, VisitorSecret secret) {
            return hash.equals(secret.lineId(PURPOSE, beginning, 0));
        }

        private static String hash(FileChannel file, long from, int bytes, VisitorSecret secret) throws IOException {
            var head = ByteBuffer.allocate(bytes);
            while (head.hasRemaining() && file.read(head, from + head.position()) > 0) {} // as often as it gives a part
            return secret.lineId(PURPOSE, head.array(), 0);
        }
    }

    /** {@code fileKey}: device and inode, or ""; all before {@code offsetBytes}, a line's start, is in the log. */
    record Position(String fileKey, long offsetBytes, long lines, FileFingerprint head) {
        static Position start(String fileKey) {
            return new Position(fileKey, 0, 0, FileFingerprint.EMPTY);
        }

        /** False after a truncation, also by the zeros that a writer leaves which keeps its place. */
        boolean isIn(FileChannel file, VisitorSecret secret) throws IOException {
            var last = ByteBuffer.allocate(1);
            boolean isLost = offsetBytes > 0 && (file.read(last, offsetBytes - 1) < 1 || last.get(0) == 0);
            return !isLost && head.matches(file, secret);
        }
    }
}
