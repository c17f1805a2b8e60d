package dev.footfall.archive;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.operations.exports.ExportDirectory;
import dev.footfall.operations.exports.ExportedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The parts of the log that an archive has. */
final class ArchiveManifest {
    static final String ENDING = ".parquet";

    private final ExportDirectory directory;
    private final Map<Integer, ArchivedOffsets> archived = new HashMap<>();
    private final Set<String> files = new HashSet<>();

    /** {@code directory} is begun. */
    ArchiveManifest(ExportDirectory directory) {
        this.directory = directory;
        for (JsonNode line : directory.parts()) {
            ArchivedPart part = ArchivedPart.read(line);
            archived(part.partition()).add(part);
            for (JsonNode file : line.path("files")) files.add(file.path("file").asText());
        }
    }

    /** Deletes files of parts that were interrupted: their events are read again. */
    void deleteUnfinished(Path path) throws IOException {
        try (Stream<Path> found = Files.find(path, 2, (file, about) -> isUnfinished(path, file))) {
            for (Path file : found.toList()) Files.delete(file);
        }
    }

    private boolean isUnfinished(Path path, Path file) {
        String name = path.relativize(file).toString();
        return name.endsWith(ENDING) && !files.contains(name);
    }

    ArchivedOffsets archived(int partition) {
        return archived.computeIfAbsent(partition, any -> new ArchivedOffsets());
    }

    void finish(ArchivedPart part, List<ExportedFile> files) throws IOException {
        long rows = files.stream().mapToLong(ExportedFile::rows).sum();
        directory.finish(part.line().put("rows", rows), files);
        archived(part.partition()).add(part);
    }
}
