package dev.footfall.standalone.broker;

import dev.footfall.events.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.server.common.ApiMessageAndVersion;

/**
 * Guard of the logs that nothing can be counted without. Kafka takes the records of a topic that its metadata does not
 * know for those of a deleted one, and deletes them: metadata that was damaged or left out of a backup would take the
 * events along.
 */
final class LostTopics {
    private static final List<String> KEPT = List.of(Topics.DOWNLOAD_EVENTS, Topics.REPOSITORIES, Topics.LIKES);
    private static final Pattern PARTITION = Pattern.compile("(.+)-\\d+");

    private LostTopics() {}

    /**
     * Refuses a stopped node's directory with records of topics that its metadata does not know.
     *
     * @throws IllegalStateException names them
     */
    static void refuse(Path directory) throws Exception {
        Predicate<String> isKnown = known(directory);
        var lost = new TreeSet<String>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path partition : files.toList()) {
                var name = PARTITION.matcher(partition.getFileName().toString());
                if (name.matches() && KEPT.stream().anyMatch(name.group(1)::endsWith) && !isKnown.test(name.group(1))) {
                    lost.add(name.group(1));
                }
            }
        }
        if (lost.isEmpty()) return;
        throw new IllegalStateException("the metadata of Kafka in " + directory.resolve(MetadataLog.DIRECTORY)
                + " does not know " + String.join(", ", lost)
                + ", of which there are records: it is damaged, or not the"
                + " one that belongs here. Nothing was started, because Kafka would delete them; put the whole of "
                + directory + " back from one backup");
    }

    /** Topics of the metadata log; of a node that has not started yet, those that it is to start with. */
    private static Predicate<String> known(Path directory) throws Exception {
        MetadataImage written = MetadataLog.read(directory.resolve(MetadataLog.DIRECTORY));
        if (written.features().metadataVersion().isPresent())
            return written.topics().topicsByName()::containsKey;
        return new BootstrapDirectory(directory.toString())
                .read().records().stream()
                        .map(ApiMessageAndVersion::message)
                        .filter(TopicRecord.class::isInstance)
                        .map(record -> ((TopicRecord) record).name())
                        .toList()::contains;
    }
}
