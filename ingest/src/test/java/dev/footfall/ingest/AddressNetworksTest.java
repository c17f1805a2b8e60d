package dev.footfall.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.EventCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressNetworksTest {
    private static final String LIST = """
            network,name
            # builders
            198.51.100.0/24 builders
            198.51.100.128/25,acme-ci
            "203.0.113.7"\t"Lone-One"
            2001:db8:5::/48  uni   # a campus
            0.0.0.0/0;everywhere
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "198.51.100.1, builders",
        "198.51.100.200, acme-ci",
        "::ffff:198.51.100.1, builders",
        "203.0.113.7, lone-one",
        "203.0.113.8, everywhere",
        "2001:db8:5:1::9, uni",
        "[2001:db8:5::9], uni",
        "2001:db8:6::9,",
        "files.example.org,",
    })
    void namesTheSmallestNetworkOfAnAddress(String address, String name) throws IOException {
        assertEquals(Optional.ofNullable(name), read(LIST).of(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "198.51.100.0/33 a",
                "198.51.100.0/24",
                "198.51.100.0/24 10.0.0.1",
                "somewhere a",
                "10.0.0.0/8 a b"
            })
    void namesTheLineThatIsNoNetwork(String line) {
        var refused = assertThrows(IllegalArgumentException.class, () -> read(LIST + line));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("ingest.networks.file " + directory), message);
        assertTrue(message.contains(", line 8: a line needs a network, such as 192.0.2.0/24, and its name, "), message);
    }

    @Test
    void saysThatAFileIsMissing() {
        Path missing = directory.resolve("none");

        var refused = assertThrows(IllegalArgumentException.class, () -> AddressNetworks.read(missing));

        assertTrue(String.valueOf(refused.getMessage())
                .startsWith("ingest.networks.file " + missing + " cannot be read: "));
    }

    @Test
    void goIntoEventsWithAnAddressUnlessThePublisherNamesOne() throws IOException {
        VisitorKeys keys = PlacedKeys.by(read(LIST), new VisitorSecret(new byte[32]));

        assertEquals("acme-ci", network(keys, ""));
        assertEquals("their-own", network(keys, ",\"network\":\"their-own\""));
    }

    private static String network(VisitorKeys keys, String field) {
        String event =
                "{\"id\":\"1\",\"time\":\"2026-11-20T04:59:54Z\",\"repo_type\":\"model\",\"repo\":\"org/m\",\"method\":\"GET\","
                        + "\"status\":200,\"ip\":\"198.51.100.200\"" + field + "}";
        return EventCodec.decode(event.getBytes(StandardCharsets.UTF_8), 1_795_150_794_000L, keys)
                .fold(read -> String.valueOf(read.details().network()), malformed -> malformed.error());
    }

    private AddressNetworks read(String list) throws IOException {
        return AddressNetworks.read(Files.writeString(directory.resolve("networks"), list));
    }
}
