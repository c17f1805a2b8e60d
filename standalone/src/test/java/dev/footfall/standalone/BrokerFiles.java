package dev.footfall.standalone;

import dev.footfall.events.TopicSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** The files of a broker, and how soon they are cleaned. */
public final class BrokerFiles {
    private BrokerFiles() {}

    /** Has the segments of a topic closed and cleaned at once, which is a matter of minutes otherwise. */
    public static void hasten(String bootstrapServers, String topic) throws Exception {
        alter(bootstrapServers, ConfigResource.Type.BROKER, "1", "log.cleaner.backoff.ms", "200");
        alter(bootstrapServers, ConfigResource.Type.TOPIC, topic, "segment.ms", "1");
        alter(bootstrapServers, ConfigResource.Type.TOPIC, topic, "file.delete.delay.ms", "1");
    }

    /** Has them closed again as the topic needs it. */
    public static void relax(String bootstrapServers, String topic) throws Exception {
        String millis = Long.toString(TopicSettings.SEGMENT_AGE.toMillis());
        alter(bootstrapServers, ConfigResource.Type.TOPIC, topic, "segment.ms", millis);
    }

    private static void alter(
            String bootstrapServers, ConfigResource.Type type, String name, String setting, String value)
            throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(type, name), List.of(change)))
                    .all()
                    .get();
        }
    }

    /** The files below this directory in which the text can be read. */
    public static List<String> filesWith(String text, Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, text))
                    .map(file -> directory.relativize(file).toString())
                    .toList();
        } catch (UncheckedIOException e) { // a file that is deleted meanwhile: look again
            return List.of("changing");
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
