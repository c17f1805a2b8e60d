package dev.footfall.standalone.operations;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address of 127.0.0.0/8 for each host of a network, so that every host has all ports to itself, as a container has. */
final class LoopbackNetwork {
    private static final String EVERY_ADDRESS = "0.0.0.0";

    private final Map<String, String> addresses = new HashMap<>();
    private final Pattern name;

    /** A network at random, so that two tests at a time do not meet. */
    LoopbackNetwork(Collection<String> hosts) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String network = "127." + random.nextInt(1, 255) + "." + random.nextInt(1, 255) + ".";
        for (String host : hosts) addresses.put(host, network + (addresses.size() + 1));
        name = Pattern.compile("(?<![\\w.-])(" + String.join("|", hosts) + ")(?![\\w.-])");
    }

    String address(String host) {
        return addresses.getOrDefault(host, "");
    }

    /** The same settings with addresses in place of names, and the host's own for all of its addresses. */
    Map<String, String> translated(String host, Map<String, String> settings) {
        var translated = new HashMap<String, String>();
        settings.forEach((key, value) -> translated.put(
                key,
                name.matcher(value.equals(EVERY_ADDRESS) ? address(host) : value)
                        .replaceAll(match -> Matcher.quoteReplacement(address(match.group(1))))));
        return translated;
    }
}
