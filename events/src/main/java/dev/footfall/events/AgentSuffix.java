package dev.footfall.events;

/** {@code ,gzip(gfe)}: appended to User-Agents by Google's front ends where they compress answers, and no part of what a client sent. */
public final class AgentSuffix {
    private static final String GFE = "gzip(gfe)";

    private AgentSuffix() {}

    /** The agent as the client sent it; "" where there is nothing else. */
    public static String without(String agent) {
        String rest = agent;
        while (rest.endsWith(GFE)) {
            String before = rest.substring(0, rest.length() - GFE.length()).stripTrailing();
            rest = before.endsWith(",")
                    ? before.substring(0, before.length() - 1).stripTrailing()
                    : before;
        }
        return rest;
    }

    static boolean isIn(byte[] text, int start, int length) {
        return length >= GFE.length()
                && text[start + length - 1] == ')'
                && Text.isAscii(GFE, text, start + length - GFE.length(), GFE.length());
    }
}
