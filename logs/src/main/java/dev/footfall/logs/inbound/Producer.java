package dev.footfall.logs.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.footfall.events.ByteBudget;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs of others that send events already. Each has a program of jq beside this class. */
@SuppressWarnings("ImmutableEnumChecker") // lists that nobody changes
public enum Producer {
    OTLP(List.of()),
    DISTRIBUTION(ProducerRoutes.IMAGES),
    HARBOR(ProducerRoutes.IMAGES),
    MINIO(ProducerRoutes.BUCKETS),
    FIREHOSE(List.of()),
    PUBSUB(ProducerRoutes.BUCKETS),
    CLOUDEVENTS(ProducerRoutes.IMAGES),
    SPLUNK(List.of(), "/services/collector", "/services/collector/event", "/services/collector/event/1.0"),
    LOKI(List.of(), "/loki/api/v1/push"),
    COMPOSER(List.of("/packages/{ns}/{name}=model:{ns}/{name}")),
    CLOUDTRAIL(ProducerRoutes.BUCKETS);

    private final List<String> routes;
    private final List<String> paths;

    Producer(List<String> routes, String... ownPaths) {
        this.routes = routes;
        this.paths = Stream.concat(Stream.of("/v1/inbound/" + label()), Stream.of(ownPaths))
                .toList();
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isShipper() {
        return EnumSet.of(OTLP, FIREHOSE, SPLUNK, LOKI).contains(this);
    }

    public static Optional<Producer> ofLabel(String label) {
        return Stream.of(values())
                .filter(producer -> producer.label().equals(label))
                .findFirst();
    }

    /** For the paths that its program gives; those of the operator come before them. */
    public List<String> routes() {
        return routes;
    }

    /** Its program for one envelope. */
    public JqProgram program(Circumstances about) {
        return program(label(), about);
    }

    /** The program that makes its answers of ours. */
    public JqProgram answers(Circumstances about) {
        return program("answers", about);
    }

    private JqProgram program(String name, Circumstances about) {
        Map<String, JsonNode> variables = Map.of(
                "producer", TextNode.valueOf(label()),
                "headers", about.headers(),
                "peer", TextNode.valueOf(about.peer()),
                "now", LongNode.valueOf(about.nowMillis()),
                "lines", BooleanNode.valueOf(about.isOfLines()));
        return new JqProgram(name, variables, new ByteBudget(JqProgram.MOST_BYTES));
    }

    /** The request around an envelope; {@code peer} is the connection's address, "" where there is none. */
    public record Circumstances(ObjectNode headers, String peer, long nowMillis, boolean isOfLines) {}

    public List<String> paths() {
        return paths;
    }

    private static final class ProducerRoutes {
        /** The file is a tag, else a digest; a name of one part is in "library". */
        static final List<String> IMAGES = List.of(
                "/v2/{ns}/{name}/manifests/{path*}=model:{ns}/{name}",
                "/v2/{ns}/{name}/blobs/{path*}=model:{ns}/{name}",
                "/v2/{name}/manifests/{path*}=model:library/{name}",
                "/v2/{name}/blobs/{path*}=model:library/{name}");

        static final List<String> BUCKETS = List.of("/{type}/{ns}/{name}/{path*}={type}:{ns}/{name}");
    }
}
