package dev.footfall.logs.logformat;

import dev.footfall.ingest.redaction.LogText;
import dev.footfall.logs.client.AddressList;
import dev.footfall.logs.client.ProxyTrust;

/**
 * The list of proxies in what follows a line's agent, such as the {@code "$http_x_forwarded_for"} of the format {@code main}
 * of nginx.org's packages: the first field, alone or in quotes, brackets or parentheses, that has nothing but addresses.
 * Servers log other addresses there, too, their own and those of upstreams with a port: only what directly follows the agent in
 * quotes may be a list without a public address.
 */
final class TrailingList {
    private static final String OPENING = "\"[(";
    private static final String CLOSING = "\"])";
    private static final String FOR = "for=";

    private TrailingList() {}

    /** The list in the fields of this line from {@code from} on, which is a space or the end; "" if there is none. */
    static String of(byte[] line, int from) {
        int at = from;
        while (at < line.length) {
            int start = at + 1;
            int opening = start < line.length ? OPENING.indexOf(line[start]) : -1;
            int end = opening < 0 ? endOfWords(line, start) : endOfEnclosed(line, start + 1, CLOSING.charAt(opening));
            int textStart = opening < 0 ? start : start + 1;
            if (mayBeList(line, textStart, end)) {
                String text = LogText.unescaped(line, textStart, end);
                boolean isFirst = at == from && opening == 0;
                if (isList(text, isFirst)) return text;
            }
            at = end;
            while (at < line.length && line[at] != ' ') at++;
        }
        return "";
    }

    private static boolean isList(String text, boolean mayBePrivate) {
        AddressList list = AddressList.of(text);
        if (!list.isWhole() || list.addresses().isEmpty()) return false;
        return (mayBePrivate && !list.hasPorts()) || list.addresses().stream().anyMatch(ProxyTrust::isPublic);
    }

    /** Cheap: true for two dots or colons among the characters of addresses, and for what begins as {@code Forwarded} does. */
    private static boolean mayBeList(byte[] line, int from, int to) {
        if (to - from > FOR.length() && isFor(line, from)) return true;
        int separators = 0;
        for (int i = from; i < to; i++) {
            byte c = line[i];
            if (c == '.' || c == ':') separators++;
            else if (Character.digit(c, 16) < 0 && " ,[]%\\unkow".indexOf(c) < 0) return false;
        }
        return separators >= 2;
    }

    private static boolean isFor(byte[] line, int from) {
        for (int i = 0; i < FOR.length(); i++) {
            if ((line[from + i] | 0x20) != (FOR.charAt(i) | 0x20)) return false;
        }
        return true;
    }

    /** The end of a word, and of those after it if a comma is between them. */
    private static int endOfWords(byte[] line, int from) {
        int end = from;
        while (end < line.length && (line[end] != ' ' || line[end - 1] == ',')) end++;
        return end;
    }

    /** The closing character, or the line's end. */
    private static int endOfEnclosed(byte[] line, int from, char closing) {
        int end = from;
        while (end < line.length && line[end] != closing) end += line[end] == '\\' ? 2 : 1;
        return Math.min(end, line.length);
    }
}
