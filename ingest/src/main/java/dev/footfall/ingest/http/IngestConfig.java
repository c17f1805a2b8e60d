package dev.footfall.ingest.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Without {@code apiKeys} everybody on this machine may publish. */
public record IngestConfig(String host, int port, List<String> apiKeys) {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|\\[?::1]?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");

    public IngestConfig {
        apiKeys = List.copyOf(apiKeys);
        if (host.isBlank()) throw new IllegalArgumentException("ingest.host is empty");
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("ingest.port: not in 0–65535: " + port);
        for (String key : apiKeys) {
            if (key.isEmpty() || !key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
                throw new IllegalArgumentException("ingest.api-keys: a key is one or more visible ASCII characters");
            }
        }
        if (apiKeys.isEmpty() && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "ingest.host " + host
                            + " can be reached from other machines: set ingest.api-keys, or a loopback ingest.host (127.0.0.1)");
        }
    }

    @Override
    public String toString() {
        return "IngestConfig[host=" + host + ", port=" + port + ", apiKeys=" + apiKeys.size() + "]";
    }

    /** True if this is {@code localhost}, an address in 127.0.0.0/8, or {@code ::1}: no other machine can use it. */
    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /** With or without a port, an IPv6 address in brackets. */
    static boolean isLoopbackAuthority(String authority) {
        String name = PORT.matcher(authority.toLowerCase(Locale.ROOT)).replaceFirst("");
        return isLoopback(name)
                && name.startsWith("[") == name.endsWith("]")
                && name.startsWith("[") == name.contains(":");
    }
}
