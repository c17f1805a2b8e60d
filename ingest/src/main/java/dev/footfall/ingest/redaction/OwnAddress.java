package dev.footfall.ingest.redaction;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** One client's address, to be recognised in other spellings. Of a host name only IPv4-like ones are. */
final class OwnAddress {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final String literal;
    private final byte[] bytes;

    OwnAddress(String client) {
        this.literal = withoutZone(client).toLowerCase(Locale.ROOT);
        this.bytes = bytes(literal);
    }

    /** True if this stretch of text holds the address. */
    boolean isIn(AddressRun run) {
        if (bytes.length == 0) return false;
        if (bytes.length == 4 && hasQuad(run)) return true;
        String text = run.toString().toLowerCase(Locale.ROOT);
        if (text.contains(literal)) return true;
        return text.indexOf(':') >= 0 && (Arrays.equals(bytes, bytes(text)) || isBeforePort(text));
    }

    /** Without brackets, and without the zone of a link-local address: {@code fe80::1%eth0}. */
    private static String withoutZone(String client) {
        String address = client.startsWith("[") ? client.substring(1) : client;
        int end = 0;
        while (end < address.length() && address.charAt(end) != '%' && address.charAt(end) != ']') end++;
        return address.substring(0, end);
    }

    private boolean isBeforePort(String text) {
        return Arrays.equals(bytes, bytes(text.substring(0, text.lastIndexOf(':'))));
    }

    private boolean hasQuad(AddressRun run) {
        long wanted = 0;
        for (byte b : bytes) wanted = wanted << 8 | (b & 0xFF);
        for (int i = run.from(); i < run.to(); i++) {
            if (run.quadAt(i) == wanted) return true;
        }
        return false;
    }

    /** Its 4 or 16 bytes, none if it is no literal. Nothing is looked up: only literals reach the JDK. */
    private static byte[] bytes(String text) {
        boolean isIpv6 = text.indexOf(':') >= 0;
        boolean isIpv4 = !isIpv6 && IPV4.matcher(text).matches();
        if (!isIpv6 && !isIpv4) return new byte[0];
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }
}
