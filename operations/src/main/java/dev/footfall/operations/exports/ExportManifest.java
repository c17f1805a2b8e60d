package dev.footfall.operations.exports;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The contents of an export's directory, one JSON object a line. The first says what is exported. Each other one is a part that is
 * done, with its files, which are on the disk before it. A line without its end is none: its part is made again.
 */
final class ExportManifest implements AutoCloseable {
    /** Query engines leave out files whose names begin so. */
    static final String NAME = "_manifest.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel file;
    private final List<JsonNode> lines;

    private ExportManifest(FileChannel file) throws IOException {
        this.file = file;
        this.lines = wholeLines(file);
    }

    /** Fails if another process has it. */
    static ExportManifest open(Path directory) throws IOException {
        Path path = directory.resolve(NAME);
        FileChannel file = FileChannel.open(path, Set.of(CREATE, READ, WRITE), PrivateFiles.attributes(path));
        try {
            if (file.tryLock() == null) throw new OverlappingFileLockException();
            return new ExportManifest(file);
        } catch (OverlappingFileLockException e) {
            file.close();
            throw new IllegalStateException("another export is being written to " + directory, e);
        }
    }

    private static List<JsonNode> wholeLines(FileChannel file) throws IOException {
        String text = new String(Channels.newInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        file.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
        file.position(file.size());
        List<JsonNode> lines = new ArrayList<>();
        for (String line : whole.lines().toList()) lines.add(JSON.readTree(line));
        return lines;
    }

    static ObjectNode line() {
        return JSON.createObjectNode();
    }

    Optional<JsonNode> head() {
        return lines.stream().findFirst();
    }

    List<JsonNode> parts() {
        return lines.subList(Math.min(1, lines.size()), lines.size());
    }

    /** Waits until it is on the disk. */
    void append(ObjectNode part, List<ExportedFile> files) throws IOException {
        append(part.set("files", JSON.valueToTree(files)));
    }

    void append(ObjectNode line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) file.write(bytes);
        file.force(true);
        lines.add(line);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** {@code file} is its path in the export's directory, {@code sha256} in hexadecimal. */
    record ExportedFile(String file, long rows, long bytes, String sha256) {}
}
