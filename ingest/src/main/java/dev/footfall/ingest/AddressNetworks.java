package dev.footfall.ingest;

import dev.footfall.events.NetworkName;
import dev.footfall.events.Unchecked;
import dev.footfall.ingest.redaction.ClientAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The published networks of addresses, from a file that is read once. A line has a network, {@code 192.0.2.0/24}, and its
 * name, with a comma or white space between them; "#" begins a comment. Of several networks that have an address the smallest names
 * it. Safe for many threads.
 */
public final class AddressNetworks {
    private static final Pattern SEPARATOR = Pattern.compile("\\s*[,;\\t]\\s*|\\s+");

    /** By the number of their bits, the smallest networks first, and by their first bits; IPv4 is mapped into IPv6. */
    private final TreeMap<Integer, Map<BigInteger, String>> names = new TreeMap<>(Comparator.reverseOrder());

    private AddressNetworks() {}

    /** Fails with a message that names the file, and the line, if it cannot be read. */
    public static AddressNetworks read(Path file) {
        var networks = new AddressNetworks();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String line = lines.readLine();
            for (int number = 1; line != null; number++) {
                networks.add(line, file, number);
                line = lines.readLine();
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "ingest.networks.file " + file + " cannot be read: " + Unchecked.reason(e), e);
        }
        return networks;
    }

    /** The first line may have the names of columns. */
    private void add(String line, Path file, int number) {
        String text = line.replaceFirst("#.*", "").replace("\"", "").strip();
        if (text.isEmpty()) return;
        String[] fields = SEPARATOR.split(text, -1);
        Optional<AddressNetwork> network = AddressNetwork.of(fields[0]);
        if (network.isEmpty() && number == 1) return;
        String name = fields.length == 2 ? fields[1].toLowerCase(Locale.ROOT) : "";
        if (network.isEmpty() || !NetworkName.isValid(name)) {
            throw new IllegalArgumentException("ingest.networks.file " + file + ", line " + number
                    + ": a line needs a network, such as 192.0.2.0/24, and its name, " + NetworkName.RULE);
        }
        byte[] first = network.get().first();
        int bits = network.get().bits() + AddressNumber.BITS - first.length * Byte.SIZE;
        names.computeIfAbsent(bits, any -> new HashMap<>()).put(firstBits(first, bits), name.intern());
    }

    private static BigInteger firstBits(byte[] address, int bits) {
        return AddressNumber.of(address).shiftRight(AddressNumber.BITS - bits);
    }

    /** The name of the network of an IP literal; empty for anything else, and where there is none. */
    public Optional<String> of(String address) {
        return ClientAddress.literal(address).flatMap(this::find);
    }

    private Optional<String> find(byte[] address) {
        for (Map.Entry<Integer, Map<BigInteger, String>> networks : names.entrySet()) {
            String name = networks.getValue().get(firstBits(address, networks.getKey()));
            if (name != null) return Optional.of(name);
        }
        return Optional.empty();
    }
}
