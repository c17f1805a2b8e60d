package dev.footfall.logs.logformat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.footfall.logs.logformat.ParsedLine.Unreadable;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strings with a colon before the client's address, which may have colons itself. */
class AddressAfterColonTest {
    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "2001:db8:a:1::7", "2001:db8::", "::1"})
    void readsAnAddressBehindAColonToItsEnd(String client) {
        String rest = " [$time_local] \"$request\" $status";
        String line = " [20/Nov/2026:04:59:54 +0000] \"GET /a HTTP/1.1\" 200";
        String[][] forms = {
            {"nginx:$host:$remote_addr", "files.example.org:"},
            {"nginx:$host:$server_port:$remote_addr", "files.example.org:443:"},
            {"nginx:$host:$remote_addr - $remote_user", "[2001:db8:ee::1]:", " - -"},
            {"nginx:$connection:$remote_addr -", "4711:", " -"},
            {"nginx:$server_addr:$remote_addr -", "192.0.2.1:", " -"},
            {"nginx:$remote_addr:$remote_port -", "", ":4711 -"},
            {"nginx:$remote_addr:$host -", "", ":files.example.org -"},
            {"nginx:$host:$remote_addr:$remote_port -", "files.example.org:", ":4711 -"},
        };
        for (String[] form : forms) {
            String end = form.length > 2 ? form[2] : "";
            assertEquals(
                    client,
                    request(form[0] + rest, form[1] + client + end + line).client(),
                    form[0]);
        }
        String apache = "apache:%v:%p:%h %l %u %t \"%r\" %>s";
        assertEquals(
                client,
                request(apache, "files.example.org:443:" + client + " - -" + line)
                        .client());
        assertEquals(
                client,
                request(apache.replace("%p:%h", "%a"), "files.example.org:" + client + " - -" + line)
                        .client());
    }

    @Test
    void refusesTwoAddressesThatAColonDoesNotTellApart() {
        ParsedLine line = parse(
                "nginx:$server_addr:$remote_addr [$time_local] \"$request\" $status",
                "2001:db8::1:2001:db8::7 [20/Nov/2026:04:59:54 +0000] \"GET /a HTTP/1.1\" 200");

        assertInstanceOf(Unreadable.class, line);
    }

    private static LoggedRequest request(String format, String line) {
        return assertInstanceOf(LoggedRequest.class, parse(format, line), line);
    }

    private static ParsedLine parse(String format, String line) {
        return Formats.of(format).open().parse(line.getBytes(StandardCharsets.UTF_8));
    }
}
