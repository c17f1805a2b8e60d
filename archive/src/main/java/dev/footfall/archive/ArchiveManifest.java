package dev.footfall.archive;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.exports.ExportDirectory;
import dev.footfall.operations.exports.ExportedFile;
import dev.footfall.operations.topics.TopicAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.TopicDescription;

/** The parts of the log that an archive has. */
final class ArchiveManifest {
    static final String FROM = "from";

    private static final String DAY = "day=";
    private static final String ENDING = ".parquet";

    private final ExportDirectory directory;
    private final Optional<LocalDate> from;
    private final Map<Integer, ArchivedOffsets> archived = new HashMap<>();
    private final Set<String> files = new HashSet<>();
    private final Map<Integer, NavigableMap<LocalDate, List<String>>> days = new HashMap<>();

    /** The log of an archive, as its first line says it, but for {@link #FROM}. */
    static ObjectNode head(Map<String, String> kafka, Topics log, int partitions) {
        String topic = log.name(TopicSpec.DOWNLOAD_EVENTS);
        TopicDescription events =
                requireNonNull(new TopicAdmin(kafka, log).existing().get(topic));
        ObjectNode head = ExportDirectory.line().put("archive", "events").put("topic", topic);
        return head.put("topic_id", events.topicId().toString()).put("partitions", partitions);
    }

    /** {@code head}: of the directory, which is begun. */
    ArchiveManifest(ExportDirectory directory, JsonNode head) {
        this.directory = directory;
        this.from = Optional.ofNullable(head.get(FROM)).map(JsonNode::asText).map(LocalDate::parse);
        for (JsonNode line : directory.parts()) {
            ArchivedPart part = ArchivedPart.read(line);
            archived(part.partition()).add(part);
            for (JsonNode file : line.path("files")) {
                String name = file.path("file").asText();
                files.add(name);
                days(part.partition())
                        .computeIfAbsent(day(name), any -> new ArrayList<>())
                        .add(name);
            }
        }
    }

    private static LocalDate day(String name) {
        return LocalDate.parse(name.substring(DAY.length(), name.indexOf('/')));
    }

    /** The files of a partition's days, those of a day in the order of their offsets. */
    NavigableMap<LocalDate, List<String>> days(int partition) {
        return days.computeIfAbsent(partition, any -> new TreeMap<>());
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
        return archived.computeIfAbsent(partition, any -> new ArchivedOffsets(from));
    }

    /** The name of the file that a part has of a day. */
    static String file(LocalDate day, int partition, long first, long end) {
        return String.format(Locale.ROOT, DAY + "%s/events-%d-%d-%d" + ENDING, day, partition, first, end);
    }

    void finish(ArchivedPart part, List<ExportedFile> files) throws IOException {
        long rows = files.stream().mapToLong(ExportedFile::rows).sum();
        directory.finish(part.line().put("rows", rows), files);
        archived(part.partition()).add(part);
    }
}
