package dev.footfall.ingest.http;

import java.util.Locale;
import java.util.regex.Pattern;

/** The names of this machine that no other machine can use. Never looks one up. */
final class Loopback {
    private static final Pattern NAME =
            Pattern.compile("localhost|127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|\\[?::1]?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");

    private Loopback() {}

    /** True if this is {@code localhost}, an address in 127.0.0.0/8, or {@code ::1}. */
    static boolean isName(String host) {
        return NAME.matcher(host).matches();
    }

    /** The same for the value of a Host header: with or without a port, an IPv6 address in brackets. */
    static boolean isAuthority(String authority) {
        String name = PORT.matcher(authority.toLowerCase(Locale.ROOT)).replaceFirst("");
        return isName(name) && name.startsWith("[") == name.endsWith("]") && name.startsWith("[") == name.contains(":");
    }
}
