package dev.footfall.operations.logfiles;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.footfall.events.TopicSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The head of an exported log: its unique id, and its partitions in the order in which their records follow. */
public record ExportedLog(@JsonProperty("export") String id, List<OffsetRange> partitions) {
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    public ExportedLog {
        partitions = List.copyOf(partitions);
    }

    public Map<String, Integer> topics() {
        Map<String, Integer> topics = new LinkedHashMap<>();
        for (OffsetRange partition : partitions) topics.merge(partition.topic(), 1, Integer::sum);
        return topics;
    }

    /**
     * The offset of a partition's first record where it is restored: 1 where sealed days stand for events that were deleted
     * before it, so that the restored log has no beginning, either.
     */
    long begin(OffsetRange partition) {
        boolean isCut = TopicSpec.DOWNLOAD_EVENTS.isNamed(partition.topic()) && partition.first() > 0;
        return isCut && topics().keySet().stream().anyMatch(TopicSpec.SEALED_DAYS::isNamed) ? 1 : 0;
    }

    /**
     * @throws IOException if these bytes are none
     * @throws IllegalStateException if they have a field that is not known, in the file of this name
     */
    static ExportedLog parse(byte[] json, Path file) throws IOException {
        return parse(JSON.readTree(json), file);
    }

    /**
     * @throws IOException if this JSON is none
     * @throws IllegalStateException if it has a field that is not known, in the file of this name
     */
    static ExportedLog parse(JsonNode json, Path file) throws IOException {
        if (!json.isObject()) throw new IOException("no object");
        try {
            return JSON.treeToValue(json, ExportedLog.class);
        } catch (UnrecognizedPropertyException e) {
            throw BadLogFile.ofLaterRelease(file, "the field '" + e.getPropertyName() + "'");
        }
    }
}
