package dev.footfall.ingest.http;

import java.util.List;

/**
 * The settings of ingest's listener and its publishers.
 *
 * @param host the address or name to bind to; without keys, a loopback one
 * @param port 0–65535; 0 is any free one
 * @param apiKeys the keys that publishers may send as bearer tokens; without any, everybody on this machine may publish
 * @param fastlyServices the ids of Fastly's services that may send their logs; "*" is any
 */
public record IngestConfig(String host, int port, List<String> apiKeys, List<String> fastlyServices) {
    public IngestConfig {
        apiKeys = List.copyOf(apiKeys);
        fastlyServices = List.copyOf(fastlyServices);
        if (host.isBlank()) throw new IllegalArgumentException("ingest.host is empty");
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("ingest.port: not in 0–65535: " + port);
        for (String key : apiKeys) {
            if (key.isEmpty() || !key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
                throw new IllegalArgumentException("ingest.api-keys: a key is one or more visible ASCII characters");
            }
        }
        if (apiKeys.isEmpty() && !Loopback.isName(host)) {
            throw new IllegalArgumentException(
                    "ingest.host " + host
                            + " can be reached from other machines: set ingest.api-keys, or a loopback ingest.host (127.0.0.1)");
        }
    }

    /** The same, and no service of Fastly's. */
    public IngestConfig(String host, int port, List<String> apiKeys) {
        this(host, port, apiKeys, List.of());
    }

    /** Everything but the keys. */
    @Override
    public String toString() {
        return "IngestConfig[host=" + host + ", port=" + port + ", apiKeys=" + apiKeys.size() + "]";
    }
}
