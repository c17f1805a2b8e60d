package dev.footfall.operations.exports;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.RepoType;
import dev.footfall.events.Sha256;
import java.io.IOException;
import java.io.OutputStream;
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

/** The directory of an export: a manifest, and files in Hive's partitions. What the manifest lacks is made again. */
final class ExportDirectory implements AutoCloseable {
    private final Path directory;
    private final FileForm form;
    private final ExportManifest manifest;

    private ExportDirectory(Path directory, FileForm form, ExportManifest manifest) {
        this.directory = directory;
        this.form = form;
        this.manifest = manifest;
    }

    @FunctionalInterface
    interface Rows {
        long writeTo(OutputStream out) throws IOException;
    }

    /** Makes it if it does not exist; fails if another process writes there, or it has other files. */
    static ExportDirectory open(Path directory, FileForm form) throws IOException {
        PrivateFiles.makeDirectory(directory);
        if (!Files.exists(directory.resolve(ExportManifest.NAME)) && !isEmpty(directory)) {
            throw new IllegalStateException(directory + " has files that are no export: name a directory without any");
        }
        return new ExportDirectory(directory, form, ExportManifest.open(directory));
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** The first line of the manifest, or {@code head}: the same but for {@code found}, else another export is there. */
    JsonNode begin(ObjectNode head, String found) throws IOException {
        head.put("format", form.format().label()).put("compress", form.packing());
        Optional<JsonNode> before = manifest.head();
        if (before.isEmpty()) {
            manifest.append(head);
            return head;
        }
        if (!without(before.get(), found).equals(without(head, found))) {
            throw new IllegalStateException(directory + " has another export, " + without(before.get(), found)
                    + ", and this one would be " + without(head, found) + ": name another directory");
        }
        return before.get();
    }

    private static JsonNode without(JsonNode head, String field) {
        ObjectNode copy = head.deepCopy();
        copy.remove(field);
        return copy;
    }

    List<JsonNode> parts() {
        return manifest.parts();
    }

    void finish(ObjectNode part, List<ExportManifest.ExportedFile> files) throws IOException {
        manifest.append(part, files);
    }

    /** {@code name} has no ending yet. Put in its place when it is on the disk; one without rows is none. */
    Optional<ExportManifest.ExportedFile> write(String name, Rows rows) throws IOException {
        String path = name + form.ending();
        Path file = directory.resolve(path);
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        PrivateFiles.makeDirectory(file.resolveSibling(""));
        MessageDigest digest = Sha256.begin();
        long count;
        try (FileChannel channel =
                FileChannel.open(part, Set.of(CREATE, TRUNCATE_EXISTING, WRITE), PrivateFiles.attributes(part))) {
            try (OutputStream packed = form.packed(new DigestOutputStream(Channels.newOutputStream(channel), digest))) {
                count = rows.writeTo(packed);
            }
            channel.force(true);
        }
        if (count == 0) {
            Files.delete(part);
            return Optional.empty();
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        return Optional.of(new ExportManifest.ExportedFile(
                path, count, Files.size(file), HexFormat.of().formatHex(digest.digest())));
    }

    static String partition(RepoType type, YearMonth month) {
        return "repo_type=" + type.label() + "/month=" + month;
    }

    @Override
    public void close() throws IOException {
        manifest.close();
    }

    /** One JSON object a line: what is exported, then each part that is done, with its files, already on disk. */
    static final class ExportManifest implements AutoCloseable {
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

        record ExportedFile(String file, long rows, long bytes, String sha256) {}
    }
}
