package dev.footfall.proofs.siege;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer, as it came over the wire; each character is a byte.
 *
 * @param status the status
 * @param headers the lines of the headers, in their order
 * @param body the bytes after them, in the form in which it came
 */
record Heard(int status, List<String> headers, String body) {
    private static final Pattern FORM = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
    private static final Pattern INTERIM = Pattern.compile("\\AHTTP/1\\.1 1\\d\\d[^\r\n]*\r\n\r\n");
    private static final String END_OF_HEAD = "\r\n\r\n";

    /** The response in these bytes; empty when they are none. */
    static Optional<Heard> of(String bytes) {
        String text = INTERIM.matcher(bytes).replaceFirst("");
        int end = text.indexOf(END_OF_HEAD);
        if (end < 0) return Optional.empty();
        List<String> head = Arrays.asList(text.substring(0, end).split("\r\n", -1));
        Matcher line = FORM.matcher(head.get(0));
        if (!line.matches()) return Optional.empty();
        return Optional.of(new Heard(
                Integer.parseInt(line.group(1)),
                List.copyOf(head.subList(1, head.size())),
                text.substring(end + END_OF_HEAD.length())));
    }

    boolean isOk() {
        return status == 200;
    }
}
