package dev.footfall.standalone.logfiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The head of an exported log.
 *
 * @param id the id of this export, which no other has
 * @param partitions all partitions of the exported topics, in the order in which their records follow
 */
public record ExportedLog(String id, List<ExportedPartition> partitions) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public ExportedLog {
        partitions = List.copyOf(partitions);
        if (Set.copyOf(topics(partitions).values()).size() != 1) {
            throw new IllegalArgumentException(
                    "the topics have to have the same number of partitions, and have " + topics(partitions));
        }
    }

    /** The number of partitions of each topic. */
    public Map<String, Integer> topics() {
        return topics(partitions);
    }

    private static Map<String, Integer> topics(List<ExportedPartition> partitions) {
        Map<String, Integer> topics = new TreeMap<>();
        for (ExportedPartition partition : partitions) topics.merge(partition.topic(), 1, Integer::sum);
        return topics;
    }

    byte[] toJson() {
        ObjectNode head = JSON.createObjectNode().put("export", id);
        ArrayNode list = head.putArray("partitions");
        for (ExportedPartition each : partitions) {
            list.addObject()
                    .put("topic", each.topic())
                    .put("partition", each.partition())
                    .put("first", each.first())
                    .put("end", each.end());
        }
        try {
            return JSON.writeValueAsBytes(head);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the head again.
     *
     * @throws IOException if these bytes are none
     */
    static ExportedLog parse(byte[] json) throws IOException {
        try {
            JsonNode head = JSON.readTree(json);
            List<ExportedPartition> partitions = new ArrayList<>();
            for (JsonNode each : head.required("partitions")) {
                partitions.add(new ExportedPartition(
                        each.required("topic").asText(),
                        each.required("partition").asInt(),
                        each.required("first").asLong(),
                        each.required("end").asLong()));
            }
            return new ExportedLog(head.required("export").asText(), partitions);
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
    }
}
