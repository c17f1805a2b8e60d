package dev.footfall.proofs.siege;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Requests that are well formed, to both servers: what mutations begin with. */
final class RequestCorpus {
    private static final String EVENT = "{\"id\":\"f-1\",\"time\":\"1999-01-01T00:00:00Z\",\"repo_type\":\"model\","
            + "\"repo\":\"fuzz/x\",\"path\":\"a/b.bin\",\"revision\":\"main\",\"via\":\"http\",\"method\":\"GET\","
            + "\"status\":206,\"bytes\":7,\"range_start\":0,\"size\":9,\"user\":\"u\","
            + "\"user_agent\":\"a\",\"source\":\"s\",\"network\":\"n\"}";
    private static final String DETAILS =
            "{\"private\":true,\"nsfw\":false,\"tags\":[\"a\",\"b\"],\"base_model\":\"fuzz/y\",\"category\":\"fuzz\","
                    + "\"parameters\":7,\"created_at\":\"1999-01-01T00:00:00Z\",\"time\":\"1999-01-01T00:00:00Z\"}";
    private static final List<String> TYPES = List.of("models", "datasets", "spaces");

    private final List<Draft> queries;
    private final List<Draft> ingests;

    /**
     * All of them.
     *
     * @param name of a private repository
     */
    RequestCorpus(String name) {
        this.queries = Stream.concat(questions(name), general()).toList();
        this.ingests = publications().toList();
    }

    /** One to the API; half of them are about the private repository. */
    Draft query(SplittableRandom random) {
        return queries.get(random.nextInt(queries.size()));
    }

    /** One to the ingest; none is about the private repository. */
    Draft ingest(SplittableRandom random) {
        return ingests.get(random.nextInt(ingests.size()));
    }

    private static Stream<Draft> questions(String name) {
        Stream<Draft> ofRepository = TYPES.stream()
                .flatMap(type -> Stream.of(
                                "/stats",
                                "/stats/recent",
                                "/stats/files?limit=3",
                                "/stats/revisions?sort=bytes",
                                "/stats/countries?country=DE",
                                "/stats/visitors?days=2",
                                "/stats/hourly?from=2023-06-01&to=2023-06-02",
                                "/stats/clients?from=2023-06-01&to=2023-06-02",
                                "/stats/classes?from=2023-06-01&to=2023-06-02",
                                "/stats/sources",
                                "/stats/recent?days=365&fields=bytes,excluded,classes",
                                "/stats/recent?from=2023-05-30&to=2023-06-03&format=csv",
                                "/stats/badge.svg?period=month",
                                "/stats/badge.json",
                                "/like",
                                "/likers?limit=2",
                                "")
                        .map(rest -> Draft.get("/" + type + "/" + name + rest)));
        String bulk = "{\"repos\":[{\"type\":\"model\",\"id\":\"" + name + "\"},{\"type\":\"space\",\"id\":\"" + name
                + "\"}],\"days\":7}";
        Stream<Draft> others = Stream.of(
                Draft.get("/v1/users/" + Hidden.FAN + "/likes"),
                Draft.get("/v1/users/" + Hidden.FAN + "/stats"),
                Draft.get("/api/v1/users/" + Hidden.FAN + "/likes?limit=1&partial=allow"),
                Draft.get("/api/models/" + name + "/stats"),
                Draft.get("/api/models/" + name + "?expand=downloads"),
                Draft.get("/hf/api/datasets/" + name),
                Draft.get("/npm/downloads/point/last-week/" + name),
                Draft.get("/npm/downloads/range/2023-06-01:2023-06-03/@" + name),
                Draft.get("/packagist/packages/" + name + ".json"),
                Draft.get("/cran/downloads/total/last-week/" + name),
                new Draft("POST", "/v1/bulk", List.of("Content-Type: application/json"), bulk),
                new Draft("POST", "/api/v1/bulk", List.of("Content-Type: application/json"), bulk));
        return Stream.concat(ofRepository, others);
    }

    private static Stream<Draft> general() {
        return Stream.of(
                        "/trending?repo_type=model&days=7&limit=5",
                        "/trending?to=2023-06-03&days=9&format=csv",
                        "/trending?to=2023-06-03&days=9&classes=tool,unknown",
                        "/trending?partial=allow",
                        "/v1/search?q=o&limit=5",
                        "/v1/daily?from=2023-05-30&to=2023-06-03&repo_type=model&format=ndjson",
                        "/v1/daily?from=2023-06-01&to=2023-06-02&fields=classes",
                        "/v1/hourly?from=2023-06-01&to=2023-06-02",
                        "/v1/daily?from=2023-06-01&to=2023-06-02&by=file",
                        "/hf/api/models?sort=downloads&limit=2",
                        "/pypi/api/packages/x/recent",
                        "/packagist/downloads.json",
                        "/models/fill/r1/stats/recent?from=2024-01-01&to=2024-01-05",
                        "/models/fill/r1/likers",
                        "/v1/users/u/likes",
                        "/health",
                        "/ready",
                        "/ready/standbys",
                        "/metrics",
                        "/openapi.json",
                        "/docs",
                        "/")
                .map(Draft::get);
    }

    private static Stream<Draft> publications() {
        String key = "Authorization: Bearer " + Besieged.HOSTILE_KEY;
        List<String> lines = List.of(key, "Content-Type: application/x-ndjson");
        List<String> json = List.of(key, "Content-Type: application/json");
        return Stream.of(
                new Draft("POST", "/v1/events", lines, EVENT + "\n" + EVENT),
                new Draft("POST", "/v1/events", json, EVENT),
                new Draft("POST", "/v1/events", json, "[" + EVENT + "," + EVENT + "]"),
                new Draft("POST", "/v1/logs", json, "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{}]}]}]}"),
                new Draft(
                        "POST", "/v1/inbound/minio", json, "{\"Records\":[{\"eventName\":\"s3:ObjectAccessed:Get\"}]}"),
                new Draft("POST", "/v1/inbound/distribution", json, "{\"events\":[{\"action\":\"pull\"}]}"),
                new Draft("POST", "/v1/inbound/cloudevents", json, "{\"specversion\":\"1.0\",\"data\":{}}"),
                new Draft("POST", "/loki/api/v1/push", json, "{\"streams\":[{\"values\":[[\"1\",\"x\"]]}]}"),
                new Draft("POST", "/services/collector/event", json, "{\"event\":\"x\"}{\"event\":{}}"),
                new Draft("PUT", "/v1/repositories/models/fuzz/x", json, DETAILS),
                new Draft("DELETE", "/v1/repositories/models/fuzz/x?time=1999-01-01T00:00:00Z", List.of(key), ""),
                new Draft("PUT", "/v1/likes/spaces/fuzz/x/u", json, "{\"time\":\"1999-01-01T00:00:00Z\"}"),
                new Draft("DELETE", "/v1/likes/spaces/fuzz/x/a%2Fb", List.of(key), ""),
                Draft.get("/health"),
                Draft.get("/ready"),
                Draft.get("/metrics"));
    }
}
