package dev.footfall.ingest;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import dev.footfall.events.CountryCode;
import dev.footfall.events.Unchecked;
import dev.footfall.ingest.redaction.ClientAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The countries of addresses, from a file that is read once: a
 * <a href="https://maxmind.github.io/MaxMind-DB/">MaxMind DB</a> ({@code .mmdb}), or CSV. A line of CSV has the first and the
 * last address of a range, as literals or numbers, and further fields; the first field of two capital letters is the country
 * ({@code ZZ} or {@code -} for none). Safe for many threads.
 */
public interface AddressCountries extends AutoCloseable {
    /** The {@link CountryCode} of an IP literal; empty for anything else, and where it is unknown. */
    Optional<String> of(String address);

    @Override
    default void close() {
        // most are in memory
    }

    /** Fails with a message that names the file, and the line of CSV, if it cannot be read. */
    static AddressCountries read(Path file) {
        try {
            return file.toString().endsWith(".mmdb") ? new Database(file) : AddressRanges.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("countries.file " + file + " cannot be read: " + Unchecked.reason(e), e);
        }
    }

    final class Database implements AddressCountries {
        private final Reader reader;

        Database(Path file) throws IOException {
            this.reader = new Reader(file.toFile(), new CHMCache());
        }

        @Override
        public Optional<String> of(String address) {
            return ClientAddress.literal(address).flatMap(this::find);
        }

        private Optional<String> find(byte[] address) {
            boolean isIpv6 = address.length > AddressRanges.IPV4_BYTES;
            if (isIpv6 && reader.getMetadata().ipVersion() == 4)
                return Optional.empty(); // it would find its first bits
            try {
                Map<?, ?> found = reader.get(InetAddress.getByAddress(address), Map.class);
                return found == null ? Optional.empty() : country(found);
            } catch (IOException e) {
                throw new UncheckedIOException("countries.file is damaged", e);
            }
        }

        /** {@code country.iso_code}, {@code country_code}, or {@code country}. */
        private static Optional<String> country(Map<?, ?> found) {
            @Nullable Object country = found.get("country");
            return Stream.of(
                            country instanceof Map<?, ?> names ? names.get("iso_code") : country,
                            found.get("country_code"))
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .filter(CountryCode::isValid)
                    .findFirst();
        }

        @Override
        public void close() {
            Unchecked.run("countries.file cannot be closed", reader::close);
        }
    }

    /** Ranges of addresses as numbers of 128 bits, by their first one; IPv4 is mapped into IPv6. */
    final class AddressRanges implements AddressCountries {
        private static final String NONE = "ZZ";
        private static final int IPV4_BYTES = 4;

        private final TreeMap<BigInteger, CountryRange> byFirst = new TreeMap<>();

        private record CountryRange(BigInteger last, String country) {}

        private AddressRanges() {}

        static AddressRanges read(Path file) throws IOException {
            var ranges = new AddressRanges();
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                String line = lines.readLine();
                for (int number = 1; line != null; number++) {
                    if (!ranges.add(line) && number > 1) {
                        throw new IllegalArgumentException("countries.file " + file + ", line " + number
                                + ": a line needs the first and the last address of a range, and a country");
                    }
                    line = lines.readLine();
                }
            }
            return ranges;
        }

        private boolean add(String line) {
            if (line.isBlank() || line.startsWith("#")) return true;
            List<String> fields = Stream.of(line.replace("\"", "").split(",", -1))
                    .map(String::strip)
                    .toList();
            Optional<BigInteger> first = number(fields.get(0));
            Optional<BigInteger> last = fields.size() > 2 ? number(fields.get(1)) : Optional.empty();
            Optional<String> country = fields.stream()
                    .skip(2)
                    .map(field -> field.equals("-") ? NONE : field)
                    .filter(CountryCode::isValid)
                    .findFirst();
            if (first.isEmpty() || last.isEmpty() || country.isEmpty()) return false;
            byFirst.put(first.get(), new CountryRange(last.get(), country.get().intern()));
            return true;
        }

        private static Optional<BigInteger> number(String text) {
            return text.matches("\\d{1,39}")
                    ? Optional.of(AddressNumber.of(new BigInteger(text)))
                    : ClientAddress.literal(text).map(AddressNumber::of);
        }

        @Override
        public Optional<String> of(String address) {
            return ClientAddress.literal(address).map(AddressNumber::of).flatMap(this::find);
        }

        private Optional<String> find(BigInteger address) {
            return Optional.ofNullable(byFirst.floorEntry(address))
                    .map(Map.Entry::getValue)
                    .filter(range -> address.compareTo(range.last()) <= 0)
                    .map(CountryRange::country)
                    .filter(country -> !country.equals(NONE));
        }
    }
}
