package dev.footfall.logs.logformat;

import dev.footfall.ingest.redaction.LogText;
import dev.footfall.logs.client.AddressList;
import dev.footfall.web.PercentDecoder;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One step from a field's text to a fact, as {@code name argument}; "" where a kind takes no argument. */
record TextStep(StepKind kind, String argument) {
    private static final Pattern TWICE_ENCODED = Pattern.compile("%25([0-9A-Fa-f]{2})");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");

    enum StepKind {
        PERCENT,
        /** Undoes the outer one of two percent-encodings: {@code %2520} is {@code %20}. */
        PERCENT_TWICE,
        PLUS,
        HTML,
        WITHOUT_PORT,
        /** Leaves a list of proxies and clients as it is, if one of them is an address; else leaves a port out. */
        FORWARDED,
        /** Nothing in place of a host's name. */
        ADDRESS,
        BEFORE,
        BEFORE_LAST,
        AFTER,
        AS,
        MISSING;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean takesArgument() {
            return compareTo(BEFORE) >= 0;
        }
    }

    static TextStep parse(String text) {
        String[] words = text.strip().split("\\s+", 2);
        for (StepKind kind : StepKind.values()) {
            if (!kind.label().equals(words[0])) continue;
            if (kind.takesArgument() != (words.length == 2)) {
                throw new IllegalArgumentException("the step \"" + words[0] + "\" takes "
                        + (kind.takesArgument() ? "one argument" : "no argument"));
            }
            String argument = words.length == 2 ? words[1] : "";
            return new TextStep(kind, argument.equals("space") ? " " : argument);
        }
        List<String> labels =
                List.of(StepKind.values()).stream().map(StepKind::label).toList();
        throw new IllegalArgumentException("there is no step \"" + words[0] + "\", but " + String.join(", ", labels));
    }

    String apply(String text) {
        return switch (kind) {
            case PERCENT -> text.indexOf('%') < 0 ? text : LogText.decoded(PercentDecoder.octets(text));
            case PERCENT_TWICE ->
                text.contains("%25") ? TWICE_ENCODED.matcher(text).replaceAll("%$1") : text;
            case PLUS -> text.replace('+', ' ');
            case HTML -> htmlUndone(text);
            case WITHOUT_PORT -> withoutPort(text);
            case FORWARDED -> listed(text);
            case ADDRESS -> isName(text) ? "" : text;
            case BEFORE -> upTo(text, text.indexOf(argument));
            case BEFORE_LAST -> upTo(text, text.lastIndexOf(argument));
            case AFTER ->
                text.indexOf(argument) < 0 ? text : text.substring(text.indexOf(argument) + argument.length());
            case AS -> text.isEmpty() ? text : argument;
            case MISSING -> text.equals(argument) ? "" : text;
        };
    }

    private static String upTo(String text, int end) {
        return end < 0 ? text : text.substring(0, end);
    }

    private static String htmlUndone(String text) {
        if (text.indexOf('&') < 0) return text;
        return text.replace("&quot;", "\"")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&#59;", ";")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    /** Without the port of {@code 192.0.2.7:443} or {@code [2001:db8::1]:443}; an IPv6 address without brackets has none. */
    private static String withoutPort(String text) {
        if (text.startsWith("[") && text.indexOf(']') > 0) return text.substring(1, text.indexOf(']'));
        int colon = text.indexOf(':');
        boolean hasPort = colon >= 0
                && PORT.matcher(text).region(colon + 1, text.length()).matches();
        return hasPort ? text.substring(0, colon) : text;
    }

    /** True for hexadecimal digits with two or more dots, and perhaps a zone. */
    private static boolean isAddress(String hop) {
        int separators = 0;
        for (int i = 0; i < hop.length() && hop.charAt(i) != '%'; i++) {
            char c = hop.charAt(i);
            if (c == '.') separators++;
            else if (!HexFormat.isHexDigit(c)) return false;
        }
        return separators >= 2;
    }

    private static boolean isName(String text) {
        return text.indexOf(':') < 0 && text.indexOf(',') < 0 && !isAddress(text);
    }

    private static String listed(String text) {
        if (text.indexOf(',') < 0) return text.equals("unknown") ? "" : withoutPort(text);
        return AddressList.hasAddress(text) ? text : "";
    }
}
