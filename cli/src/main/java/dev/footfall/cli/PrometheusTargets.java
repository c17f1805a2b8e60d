package dev.footfall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.footfall.standalone.AtomicFile;
import dev.footfall.web.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * Nodes as targets of Prometheus, in a file of its <a
 * href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/#file_sd_config">file_sd</a>.
 */
record PrometheusTargets(Path file) {
    /** The number of targets after that. Those that are there stay, unless pruned. Fails on a file of another form. */
    int write(JsonNode nodes, boolean isPruning) {
        Set<String> targets = isPruning ? new TreeSet<>() : known();
        for (JsonNode node : nodes) {
            if (node.path("api").isTextual()) targets.add(node.path("api").asText());
            else if (isPruning)
                throw new IllegalStateException("not pruned: the address of "
                        + node.path("node").asText() + " is unknown, and may be one of the targets ("
                        + node.path("detail").asText() + ")");
        }
        ArrayNode groups = JsonNodeFactory.instance.arrayNode();
        ArrayNode list = groups.addObject().putArray("targets");
        targets.forEach(list::add);
        byte[] text = (groups.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(text));
        return targets.size();
    }

    private Set<String> known() {
        var targets = new TreeSet<String>();
        if (!Files.exists(file)) return targets;
        try {
            JsonNode groups = Json.MAPPER.readTree(Files.readString(file));
            if (!groups.isArray()) throw other();
            for (JsonNode group : groups) {
                if (!group.path("targets").isArray()) throw other();
                for (JsonNode target : group.path("targets")) targets.add(target.asText());
            }
            return targets;
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read as targets of Prometheus: name another file", e);
        }
    }

    private IllegalStateException other() {
        return new IllegalStateException(file + " has no targets of Prometheus: name another file");
    }
}
