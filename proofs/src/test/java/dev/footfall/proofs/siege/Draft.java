package dev.footfall.proofs.siege;

import java.util.ArrayList;
import java.util.List;

/**
 * A request before it is sent.
 *
 * @param headers the lines of its headers, but for Host and Content-Length
 */
record Draft(String method, String target, List<String> headers, String body) {
    static Draft get(String target) {
        return new Draft("GET", target, List.of(), "");
    }

    Draft withMethod(String other) {
        return new Draft(other, target, headers, body);
    }

    Draft withTarget(String other) {
        return new Draft(method, other, headers, body);
    }

    Draft withHeader(String line) {
        var more = new ArrayList<String>(headers);
        more.add(line);
        return new Draft(method, target, more, body);
    }

    Draft withBody(String other) {
        return new Draft(method, target, headers, other);
    }

    /** The whole request, each character a byte. */
    String text() {
        var text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        headers.forEach(line -> text.append(line).append("\r\n"));
        if (!body.isEmpty())
            text.append("Content-Length: ").append(body.length()).append("\r\n");
        return text + "\r\n" + body;
    }
}
