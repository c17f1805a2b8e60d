package dev.footfall.logs.client;

import dev.footfall.ingest.redaction.ClientAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The addresses of a list as proxies write it, the left-most first: {@code X-Forwarded-For} and headers with one address, or
 * <a href="https://www.rfc-editor.org/rfc/rfc7239">{@code Forwarded}</a>. Ports, quotes, brackets and parentheses are left
 * out, and so is what is no address ({@code unknown}, {@code _hidden}, a name).
 *
 * @param isWhole nothing was left out but {@code unknown}, and commas are between the addresses
 * @param hasPorts one of the addresses had a port
 */
public record AddressList(List<String> addresses, boolean isWhole, boolean hasPorts) {
    private static final String FOR = "for=";
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String ENCLOSING = "\"'()";

    public AddressList {
        addresses = List.copyOf(addresses);
    }

    public static AddressList of(String text) {
        var reading = new ListReading();
        if (text.indexOf('=') >= 0) reading.forwarded(text);
        else reading.hops(text);
        return new AddressList(reading.addresses, reading.isWhole, reading.hasPorts);
    }

    public static boolean hasAddress(String text) {
        return !of(text).addresses().isEmpty();
    }

    /** True for a text that is such a list and nothing else. */
    public static boolean isOne(String text) {
        AddressList list = of(text);
        return list.isWhole() && !list.addresses().isEmpty();
    }

    private static final class ListReading {
        private final List<String> addresses = new ArrayList<>();
        private boolean isWhole = true;
        private boolean hasPorts;

        private void hops(String text) {
            for (String element : text.split(",", -1)) {
                String[] words = BLANKS.split(element.strip(), -1);
                isWhole &= words.length == 1;
                for (String word : words) hop(word);
            }
        }

        /** Of each element the node that {@code for} names. */
        private void forwarded(String text) {
            for (String element : text.split(",", -1)) {
                for (String pair : element.split(";", -1)) {
                    String parameter = bare(pair.strip());
                    boolean isNode = parameter.regionMatches(true, 0, FOR, 0, FOR.length());
                    if (isNode) hop(parameter.substring(FOR.length()));
                    else isWhole &= parameter.isEmpty() || isKnown(parameter);
                }
            }
        }

        private static boolean isKnown(String parameter) {
            String name = parameter.toLowerCase(Locale.ROOT);
            return name.startsWith("proto=") || name.startsWith("by=") || name.startsWith("host=");
        }

        private void hop(String text) {
            String hop = bare(text);
            if (hop.isEmpty()) return;
            String address = withoutPort(hop);
            if (ClientAddress.literal(address).isPresent()) {
                addresses.add(address);
                hasPorts |= hop.length() > address.length() + 2;
            } else {
                isWhole &= hop.equalsIgnoreCase("unknown");
            }
        }

        private static String bare(String text) {
            int from = 0;
            int to = text.length();
            while (from < to && ENCLOSING.indexOf(text.charAt(from)) >= 0) from++;
            while (from < to && ENCLOSING.indexOf(text.charAt(to - 1)) >= 0) to--;
            return text.substring(from, to);
        }

        /** Without the brackets and the port of {@code [2001:db8::1]:443}, and the port of {@code 192.0.2.7:443}. */
        private static String withoutPort(String hop) {
            if (hop.startsWith("[")) return hop.indexOf(']') < 0 ? hop : hop.substring(1, hop.indexOf(']'));
            int colon = hop.indexOf(':');
            return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
        }
    }
}
