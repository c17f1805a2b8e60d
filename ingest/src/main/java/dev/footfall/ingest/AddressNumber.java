package dev.footfall.ingest;

import java.math.BigInteger;

/** Addresses as numbers of {@value #BITS} bits, which sort; IPv4 is mapped into IPv6 (RFC 4291, 2.5.5.2). */
final class AddressNumber {
    static final int BITS = 128;

    private static final BigInteger MAPPED = BigInteger.valueOf(0xffff).shiftLeft(Integer.SIZE);

    private AddressNumber() {}

    /** {@code address}: 4 or 16 bytes. */
    static BigInteger of(byte[] address) {
        var number = new BigInteger(1, address);
        return address.length == Integer.BYTES ? number.or(MAPPED) : number;
    }

    /** A number of up to 32 bits is that of an IPv4 address. */
    static BigInteger of(BigInteger number) {
        return number.bitLength() <= Integer.SIZE ? number.or(MAPPED) : number;
    }
}
