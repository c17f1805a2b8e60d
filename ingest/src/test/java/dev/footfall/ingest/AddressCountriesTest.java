package dev.footfall.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.Parsed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressCountriesTest {
    private static final VisitorSecret SECRET = new VisitorSecret(new byte[VisitorSecret.MIN_BYTES]);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "1.0.0.0, AU", "1.0.0.255, AU", "::ffff:1.0.0.9, AU", "1.0.1.0, CN", "1.0.3.255, CN",
        "0.255.255.255, ''", "1.0.4.0, ''", "10.1.2.3, ''", "2001:db8::1, DE", "2001:db9::, ''",
        "abcd, ''", "1.0.0.256, ''", "'', ''", "255.255.255.255, ZA"
    })
    void areThoseOfTheRangeThatHoldsTheAddress(String address, String country) throws IOException {
        AddressCountries countries = AddressCountries.read(csv("""
                # registry, as of now
                "16777216","16777471","apnic","1313020800","AU","AUS","Australia"
                1.0.1.0,1.0.3.255,CN
                10.0.0.0,10.255.255.255,ZZ
                2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,DE
                "4294967040","4294967295","ZA","South Africa"
                """));

        assertEquals(Optional.of(country).filter(code -> !code.isEmpty()), countries.of(address));
    }

    @Test
    void readAHeadingAndRefuseALineWithoutARangeByItsNumber() throws IOException {
        assertEquals(
                Optional.of("FR"),
                AddressCountries.read(csv("start_ip,end_ip,country\n2.0.0.0,2.0.0.255,FR\n"))
                        .of("2.0.0.1"));
        Path bad = csv("2.0.0.0,2.0.0.255,FR\n3.0.0.0,3.0.0.255,France\n");

        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> AddressCountries.read(bad))
                .getMessage());

        assertTrue(message.contains("countries.csv, line 2:"), message);
    }

    @Test
    void nameTheFileThatIsMissingOrNoDatabase() throws IOException {
        Path missing = directory.resolve("none.csv");
        Path text = Files.writeString(directory.resolve("text.mmdb"), "no database");

        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> AddressCountries.read(missing))
                        .getMessage())
                .contains("none.csv cannot be read"));
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> AddressCountries.read(text))
                        .getMessage())
                .contains("text.mmdb cannot be read"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areReadFromAMaxMindDatabase(boolean isNested) throws IOException {
        Path file = Files.write(directory.resolve("countries.mmdb"), database(isNested));

        try (AddressCountries countries = AddressCountries.read(file)) {
            assertEquals(Optional.of("DE"), countries.of("128.0.0.1"));
            assertEquals(Optional.of("DE"), countries.of("255.1.1.1"));
            assertEquals(Optional.empty(), countries.of("1.2.3.4"));
            assertEquals(Optional.empty(), countries.of("ff00::1")); // it has IPv4 alone
            assertEquals(Optional.empty(), countries.of("example.org"));
        }
    }

    @Test
    void goIntoEventsWithAnAddressUnlessThePublisherNamesOne() throws IOException {
        VisitorKeys keys = PlacedKeys.by(AddressCountries.read(csv("1.0.0.0,1.0.0.255,AU\n")), SECRET);

        assertEquals(Optional.of("AU"), country(keys, "\"ip\":\"1.0.0.1\""));
        assertEquals(Optional.of("AU"), country(keys, "\"user\":\"alice\",\"ip\":\"1.0.0.1\""));
        assertEquals(Optional.of("NZ"), country(keys, "\"ip\":\"1.0.0.1\",\"country\":\"NZ\""));
        assertEquals(Optional.empty(), country(keys, "\"ip\":\"9.0.0.1\""));
        assertEquals(SECRET.visitor("1.0.0.1", null), keys.visitor("1.0.0.1", null, Instant.EPOCH));
    }

    private static Optional<String> country(VisitorKeys keys, String fields) {
        String json = "{\"id\":\"1\",\"time\":\"2026-11-20T00:00:00Z\",\"repo_type\":\"model\",\"repo\":\"a/b\","
                + "\"method\":\"GET\",\"status\":200," + fields + "}";
        Parsed<DownloadEvent> decoded =
                EventCodec.decode(json.getBytes(StandardCharsets.UTF_8), Long.MAX_VALUE / 2, keys);
        return decoded.fold(event -> Optional.ofNullable(event.details().country()), bad -> {
            throw new AssertionError(bad.error());
        });
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(directory.resolve("countries.csv"), text);
    }

    /** A database of one node, by the format's specification: what begins with a bit 1 is in Germany. */
    private static byte[] database(boolean isNested) {
        var file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {0, 0, 1, 0, 0, 1 + 16}); // left: nothing; right: the first record of the data
        file.writeBytes(new byte[16]);
        if (isNested) {
            map(file, 1);
            text(file, "country");
            map(file, 1);
            text(file, "iso_code");
        } else {
            map(file, 2);
            text(file, "country");
            text(file, "Germany");
            text(file, "country_code");
        }
        text(file, "DE");
        file.writeBytes(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
        file.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
        map(file, 9);
        number(file, "binary_format_major_version", 5, 2);
        number(file, "binary_format_minor_version", 5, 0);
        number(file, "ip_version", 5, 4);
        number(file, "record_size", 5, 24);
        number(file, "node_count", 6, 1);
        text(file, "build_epoch");
        file.writeBytes(new byte[] {1, 9 - 7, 1}); // an unsigned integer of 64 bits is an extended type
        text(file, "database_type");
        text(file, "Test-Country");
        text(file, "languages");
        file.writeBytes(new byte[] {0, 11 - 7}); // an empty array, extended too
        text(file, "description");
        map(file, 0);
        return file.toByteArray();
    }

    private static void map(ByteArrayOutputStream file, int entries) {
        file.write(7 << 5 | entries);
    }

    private static void text(ByteArrayOutputStream file, String text) {
        file.write(2 << 5 | text.length());
        file.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void number(ByteArrayOutputStream file, String name, int type, int value) {
        text(file, name);
        file.write(type << 5 | 1);
        file.write(value);
    }
}
