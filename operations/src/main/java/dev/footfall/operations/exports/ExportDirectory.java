package dev.footfall.operations.exports;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.RepoType;
import dev.footfall.events.Sha256;
import dev.footfall.web.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory of an export: files in Hive's partitions, and a manifest. What the manifest lacks is made again. It has one JSON
 * object a line: what is exported, then each part that is done, with its files, already on disk.
 */
public final class ExportDirectory implements AutoCloseable {
    /** Query engines leave out files whose names begin so. */
    static final String MANIFEST = "_manifest.jsonl";

    private final Path directory;
    private final FileChannel manifest;
    private final List<JsonNode> lines;

    private ExportDirectory(Path directory, FileChannel manifest) throws IOException {
        this.directory = directory;
        this.manifest = manifest;
        this.lines = wholeLines(manifest);
    }

    /** Makes it if it does not exist; fails if another process writes there, or it has other files. */
    public static ExportDirectory open(Path directory) throws IOException {
        PrivateFiles.makeDirectory(directory);
        Path path = directory.resolve(MANIFEST);
        if (!Files.exists(path) && !isEmpty(directory)) {
            throw new IllegalStateException(directory + " has files that are not an export: name an empty directory");
        }
        FileChannel manifest = FileChannel.open(path, Set.of(CREATE, READ, WRITE), PrivateFiles.attributes(path));
        try {
            if (manifest.tryLock() == null) throw new OverlappingFileLockException();
            return new ExportDirectory(directory, manifest);
        } catch (OverlappingFileLockException e) {
            manifest.close();
            throw new IllegalStateException("another export is being written to " + directory, e);
        }
    }

    /** Fails if there is none, or another process writes there. */
    public static ExportDirectory openExisting(Path directory) throws IOException {
        if (Files.exists(directory.resolve(MANIFEST))) return open(directory);
        throw new IllegalStateException(directory + " is no directory of an export: it has no " + MANIFEST);
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    private static List<JsonNode> wholeLines(FileChannel manifest) throws IOException {
        String text = new String(Channels.newInputStream(manifest).readAllBytes(), StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        manifest.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
        manifest.position(manifest.size());
        List<JsonNode> lines = new ArrayList<>();
        for (String line : whole.lines().toList()) lines.add(Json.MAPPER.readTree(line));
        return lines;
    }

    public static ObjectNode line() {
        return Json.MAPPER.createObjectNode();
    }

    /** The first line of the manifest, or {@code head}: the same but for {@code found}, else another export is there. */
    public JsonNode begin(ObjectNode head, String found) throws IOException {
        if (lines.isEmpty()) append(head);
        JsonNode before = lines.get(0);
        if (!without(before, found).equals(without(head, found))) {
            throw new IllegalStateException(directory + " has another export, " + without(before, found)
                    + ", but this one would be " + without(head, found) + ": name another directory");
        }
        return before;
    }

    private static JsonNode without(JsonNode head, String field) {
        ObjectNode copy = head.deepCopy();
        copy.remove(field);
        return copy;
    }

    public List<JsonNode> parts() {
        return lines.subList(Math.min(1, lines.size()), lines.size());
    }

    /** Waits until it is on the disk. */
    public void finish(ObjectNode part, List<ExportedFile> files) throws IOException {
        append(part.set("files", Json.MAPPER.valueToTree(files)));
    }

    private void append(ObjectNode line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) manifest.write(bytes);
        manifest.force(true);
        lines.add(line);
    }

    /** Put in its place when it is on the disk; one without rows is none. */
    public Optional<ExportedFile> write(String path, RowOutput rows) throws IOException {
        Path file = directory.resolve(path);
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        PrivateFiles.makeDirectory(file.resolveSibling(""));
        MessageDigest digest = Sha256.begin();
        long count;
        try (FileChannel channel =
                FileChannel.open(part, Set.of(CREATE, TRUNCATE_EXISTING, WRITE), PrivateFiles.attributes(part))) {
            count = rows.writeTo(new DigestOutputStream(Channels.newOutputStream(channel), digest));
            channel.force(true);
        }
        if (count == 0) {
            Files.delete(part);
            return Optional.empty();
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        return Optional.of(
                new ExportedFile(path, count, Files.size(file), HexFormat.of().formatHex(digest.digest())));
    }

    static String partition(RepoType type, YearMonth month) {
        return "repo_type=" + type.label() + "/month=" + month;
    }

    @Override
    public void close() throws IOException {
        manifest.close();
    }
}
