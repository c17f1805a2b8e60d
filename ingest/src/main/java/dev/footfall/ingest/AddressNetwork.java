package dev.footfall.ingest;

import dev.footfall.ingest.redaction.ClientAddress;
import java.util.Arrays;
import java.util.Optional;

/** A network of IP addresses: those that share the first bits of {@code first}, which are 0 to 32 of IPv4, to 128 of IPv6. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AddressNetwork(byte[] first, int bits) {
    private static final int MAPPED_BITS = 96;

    /** An address, or a network as {@code 10.0.0.0/8}; empty for any other text. IPv4 mapped into IPv6 is IPv4. */
    public static Optional<AddressNetwork> of(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        Optional<byte[]> first = ClientAddress.literal(address);
        if (first.isEmpty()) return Optional.empty();
        int most = first.get().length * Byte.SIZE;
        if (slash < 0) return Optional.of(new AddressNetwork(first.get(), most));
        String length = text.substring(slash + 1);
        if (!length.matches("\\d{1,3}")) return Optional.empty();
        boolean isMapped = most == Integer.SIZE && address.indexOf(':') >= 0;
        int bits = Integer.parseInt(length) - (isMapped ? MAPPED_BITS : 0);
        return bits < 0 || bits > most ? Optional.empty() : Optional.of(new AddressNetwork(first.get(), bits));
    }

    /** True for the 4 or 16 bytes of one of its addresses. */
    public boolean contains(byte[] address) {
        if (address.length != first.length) return false;
        int whole = bits / Byte.SIZE;
        if (!Arrays.equals(first, 0, whole, address, 0, whole)) return false;
        int rest = bits % Byte.SIZE;
        return rest == 0 || ((first[whole] ^ address[whole]) & 0xFF) >>> (Byte.SIZE - rest) == 0;
    }
}
