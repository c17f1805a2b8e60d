package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.footfall.events.DownloadEvent;
import dev.footfall.ingest.AddressNetworks;
import dev.footfall.ingest.PlacedKeys;
import dev.footfall.logs.client.FixedTrust;
import dev.footfall.logs.client.ProxyTrust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of a line, wherever the line has the list of proxies. */
class ClientsOfLinesTest {
    private static final String REQUEST = "\"GET /org/m/resolve/main/f.bin HTTP/1.1\" 200 12";
    private static final String TIME = "[20/Nov/2026:04:59:54 +0000]";
    private static final String CLIENT = "203.0.113.77";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" \"CLIENT\"",
                "10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" \"CLIENT, 198.51.100.1\"",
                "10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" \"unknown, CLIENT\"",
                "10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" CLIENT",
                "10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" CLIENT, 198.51.100.1 0.004",
                "10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" [CLIENT]",
                "10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" (CLIENT, 198.51.100.1)",
                "10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" \"-\" \"CLIENT\"",
                "10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" 0.004 \"3a60.50:b\" rt=\"0.1 0.2\" \"CLIENT:4711\"",
                "10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" \"for=CLIENT;proto=https\"",
                "10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" \"10.0.0.9:8080\" \"CLIENT\"",
                "127.0.0.1 CLIENT - TIME REQUEST \"-\" \"x/1\"",
                "127.0.0.1 CLIENT, 198.51.100.1 - TIME REQUEST \"-\" \"x/1\"",
                "127.0.0.1 CLIENT:4711 - TIME REQUEST \"-\" \"x/1\"",
                "127.0.0.1 [CLIENT] - TIME REQUEST \"-\" \"x/1\"",
                "127.0.0.1 \"CLIENT\" - TIME REQUEST \"-\" \"x/1\"",
                "localhost CLIENT - TIME REQUEST \"-\" \"x/1\"",
                "files.example.org CLIENT - TIME REQUEST \"-\" \"x/1\"",
                "CLIENT 10.0.0.5 - TIME REQUEST \"-\" \"x/1\"",
                "CLIENT, 198.51.100.1 - - TIME REQUEST \"-\" \"x/1\"",
                "CLIENT, 198.51.100.1 10.0.0.5 - TIME REQUEST \"-\" \"x/1\"",
                "10.0.0.5 - CLIENT TIME REQUEST \"-\" \"x/1\"",
                "10.0.0.5 - CLIENT, 198.51.100.1 TIME REQUEST \"-\" \"x/1\"",
            })
    void findsTheListInACombinedLine(String form) {
        assertClient("combined", form);
    }

    @Test
    void findsAnIpv6ListInACombinedLine() {
        String form = "10.0.0.5 LIST - TIME REQUEST \"-\" \"x/1\"";

        assertEquals(
                visitor("combined", form.replace("LIST", "-").replace("10.0.0.5", "2001:db8::7")),
                visitor("combined", form.replace("LIST", "[2001:db8::7]:443")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "nginx:$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" "
                        + "\"$http_user_agent\" \"$http_x_forwarded_for\" ! "
                        + "10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" \"CLIENT\"",
                "nginx:$http_x_forwarded_for $remote_addr [$time_local] \"$request\" $status $body_bytes_sent "
                        + "\"$http_user_agent\" ! CLIENT, 198.51.100.1 10.0.0.5 TIME REQUEST \"x/1\"",
                "nginx:$remote_addr ($http_x_forwarded_for) [$time_local] \"$request\" $status $body_bytes_sent "
                        + "\"$http_user_agent\" ! 10.0.0.5 (CLIENT, 198.51.100.1) TIME REQUEST \"x/1\"",
                "nginx:$remote_addr [$http_x_forwarded_for] [$time_local] \"$request\" $status $body_bytes_sent "
                        + "\"$http_user_agent\" ! 10.0.0.5 [CLIENT] TIME REQUEST \"x/1\"",
                "nginx:$remote_addr / $http_x_forwarded_for - $remote_user [$time_local] \"$request\" $status "
                        + "$body_bytes_sent \"$http_user_agent\" ! 10.0.0.5 / CLIENT - - TIME REQUEST \"x/1\"",
                "nginx:$remote_addr $http_x_real_ip [$time_local] \"$request\" $status $body_bytes_sent "
                        + "\"$http_user_agent\" ! 10.0.0.5 CLIENT TIME REQUEST \"x/1\"",
                "nginx:$remote_addr $http_x_forwarded_for $http_x_real_ip [$time_local] \"$request\" $status "
                        + "$body_bytes_sent \"$http_user_agent\" ! 10.0.0.5 unknown CLIENT TIME REQUEST \"x/1\"",
                "nginx:$remote_addr $http_cf_connecting_ip [$time_local] \"$request\" $status $body_bytes_sent "
                        + "\"$http_user_agent\" ! 172.16.0.5 CLIENT TIME REQUEST \"x/1\"",
                "nginx:$remote_addr \"$http_forwarded\" [$time_local] \"$request\" $status $body_bytes_sent "
                        + "\"$http_user_agent\" ! 10.0.0.5 \"for=\\x22CLIENT:4711\\x22;proto=https\" TIME REQUEST \"x/1\"",
                "nginx:$http_x_forwarded_for [$time_local] \"$request\" $status $body_bytes_sent "
                        + "\"$http_user_agent\" ! CLIENT TIME REQUEST \"x/1\"",
                "apache:%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" \"%{X-Forwarded-For}i\" ! "
                        + "10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" \"CLIENT, 198.51.100.1\"",
                "apache:%{X-Forwarded-For}i %h %l %u %t \"%r\" %>s %b \"%{User-Agent}i\" ! "
                        + "CLIENT 10.0.0.5 - - TIME REQUEST \"x/1\"",
                "apache:%{X-Forwarded-For}i %l %u %t \"%r\" %>s %b \"%{User-Agent}i\" ! "
                        + "CLIENT - - TIME REQUEST \"x/1\"",
                "apache:%a [%{X-Real-IP}i] %t \"%r\" %>s %b \"%{User-Agent}i\" ! "
                        + "10.0.0.5 [CLIENT] TIME REQUEST \"x/1\"",
                "apache:%{c}a %{X-Forwarded-For}i %t \"%r\" %>s %b \"%{User-Agent}i\" ! "
                        + "10.0.0.5 CLIENT TIME REQUEST \"x/1\"",
                "apache:%h %l %u %t \"%r\" %>s %b \"%{User-Agent}i\" ! 10.0.0.5 CLIENT - TIME REQUEST \"x/1\"",
                "apache-vhost ! files.example.org:443 127.0.0.1 CLIENT - TIME REQUEST \"-\" \"x/1\"",
                "nexus ! 10.0.0.5 CLIENT - TIME \"GET /org/m/resolve/main/f.bin HTTP/1.1\" 200 - 12 3 \"x/1\" [t-1]",
                "nexus ! CLIENT, 10.0.0.5 - - TIME \"GET /org/m/resolve/main/f.bin HTTP/1.1\" 200 - 12 3 \"x/1\" [t-1]",
                "nginx-json ! {'remote_addr':'10.0.0.5','http_x_forwarded_for':'CLIENT, 198.51.100.1','msec':'1795150794.1',"
                        + "'request':'GET /org/m/resolve/main/f.bin HTTP/1.1','status':200,'http_user_agent':'x/1'}",
                "caddy ! {'msg':'handled request','ts':1795150794.1,'request':{'remote_ip':'10.0.0.5','method':'GET',"
                        + "'uri':'/org/m/resolve/main/f.bin','headers':{'User-Agent':['x/1'],'X-Forwarded-For':['CLIENT']}},"
                        + "'status':200}",
                "traefik-json ! {'ClientHost':'10.0.0.5','StartUTC':'2026-11-20T04:59:54Z','RequestMethod':'GET',"
                        + "'RequestPath':'/org/m/resolve/main/f.bin','DownstreamStatus':200,'request_User-Agent':'x/1',"
                        + "'request_X-Forwarded-For':'CLIENT'}",
                "traefik-json ! {'ClientHost':'CLIENT, 10.0.0.5','StartUTC':'2026-11-20T04:59:54Z','RequestMethod':'GET',"
                        + "'RequestPath':'/org/m/resolve/main/f.bin','DownstreamStatus':200,'request_User-Agent':'x/1'}",
            })
    void findsTheListInOtherFormats(String format, String form) {
        assertClient(format, form.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "x-forwarded-for", "cs(X-Forwarded-For)", "X-Real-IP", "OriginalIP"})
    void findsTheListInAColumnOfIis(String column) {
        String header = "#Fields: date time cs-method cs-uri-stem c-ip cs(User-Agent) sc-status " + column;
        String line = "2026-11-20 04:59:54 GET /org/m/resolve/main/f.bin 10.0.0.5 x/1 200 ";

        assertEquals(
                visitor("iis", header, line.replace("10.0.0.5", CLIENT) + "-"),
                visitor("iis", header, line + CLIENT + (column.startsWith("X-R") ? "" : ",+198.51.100.1")));
    }

    @Test
    void findsTheListInAColumnOfCloudFront() {
        String header = "#Fields: date time c-ip cs-method cs-uri-stem sc-status cs(User-Agent) x-forwarded-for";
        String line = "2026-11-20\t04:59:54\t10.0.0.5\tGET\t/org/m/resolve/main/f.bin\t200\tx/1\t";

        assertEquals(
                visitor("cloudfront", header, line.replace("10.0.0.5", CLIENT) + "-"),
                visitor("cloudfront", header, line + CLIENT + ",%20198.51.100.1"));
    }

    @Test
    void aConnectionThatIsNoProxysIsTheClientWhateverItSends() {
        String line = CLIENT + " LIST - TIME REQUEST \"-\" \"x/1\" \"192.0.2.200\"";

        String own = visitor("combined", line.replace("LIST", "-").replace("192.0.2.200", "-"));

        assertEquals(own, visitor("combined", line.replace("LIST", "-")));
        assertEquals(own, visitor("combined", line.replace("LIST", "192.0.2.201")));
        assertEquals(own, visitor("combined", line.replace("LIST", "files.example.org")));
        assertEquals(own, visitor("combined", line.replace("LIST", "alice")));
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT 10.0.0.5 -, true",
        "CLIENT 198.51.100.9 -, true",
        "CLIENT files.example.org -, true",
        "CLIENT files.example.org:443 alice, true",
        "10.0.0.5 files.example.org alice, true",
        "10.0.0.5 192.0.2.9 CLIENT, false",
        "10.0.0.5 CLIENT -, false",
        "CLIENT - -, false",
        "CLIENT alice -, false",
    })
    void saysThatAnAddressOrANameInThePlaceOfIdentIsNotUsed(String start, boolean isSaid) {
        var findings = LogFindings.ofClients(new ClientShares());
        LineInterpreter lines = LineInterpreters.of(settings("combined"), Logs.CLOCK, findings);

        lines.read(filled(start + " TIME REQUEST \"-\" \"x/1\"", CLIENT).getBytes(StandardCharsets.UTF_8), 1);

        String said = findings.notes().ident().orElse("");
        assertEquals(
                isSaid,
                said.startsWith("1 routed request has an address or a host's name in the place of ident"),
                said);
    }

    @Test
    void saysThatAnAddressInThePlaceOfIdentIsNotUsedBesideAnotherList() {
        var findings = LogFindings.ofClients(new ClientShares());
        LineInterpreter lines = LineInterpreters.of(settings("combined"), Logs.CLOCK, findings);
        String line = "10.0.0.5 192.0.2.9 - TIME REQUEST \"-\" \"x/1\" \"CLIENT\"";

        for (int i = 0; i < 2; i++) lines.read(filled(line, CLIENT).getBytes(StandardCharsets.UTF_8), 1);

        assertEquals("2 routed requests", findings.notes().ident().orElse("").substring(0, 17));
    }

    @Test
    void theAddressOfAnUpstreamIsNoList() {
        String line = "10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" \"10.0.0.9:8080\" 10.0.0.9 \"10.0.0.9\" [10.0.0.9]";

        assertEquals(visitor("combined", line.replaceFirst("(x/1\").*", "$1")), visitor("combined", line));
    }

    @Test
    void readsWhatFollowsAnAgentToItsEnd() {
        String line = "10.0.0.5 - - TIME REQUEST \"-\" \"x/1\"";

        for (String rest : List.of(" ", " \"", " \"\\", " [", " (203.0.113.7", "  203.0.113", " \"203.0.113.7\\")) {
            assertEquals(visitor("combined", line + rest).length(), 32, rest);
        }
    }

    @Test
    void namedProxiesChangeTheClientButNotTheId() {
        String line =
                filled("10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" \"192.0.2.66, 203.0.113.77, 198.51.100.1\"", CLIENT);
        LogSettings unset = Logs.combined();
        LogSettings set = unset.with(new FixedTrust(ProxyTrust.of(List.of("private", "198.51.100.0/24"))));

        var forged = event(unset, line);
        var vouched = event(set, line);

        assertEquals(forged.id(), vouched.id());
        assertNotEquals(forged.visitor(), vouched.visitor());
        assertEquals(Logs.SECRET.visitor(CLIENT, "x/1"), vouched.visitor());
    }

    @ParameterizedTest
    @CsvSource({
        "combined, 10.0.0.5 files.example.org - ",
        "combined, 127.0.0.1 client-7.isp.example - ",
        "combined, localhost files.example.org:443 - ",
        "'apache:%h %l %u %t \"%r\" %>s %b', 10.0.0.5 client-7.isp.example - ",
    })
    void refusesAHostsNameAfterAProxyInThePlaceOfIdent(String format, String start) {
        var outcome = read(format, start.strip() + " " + TIME + " " + REQUEST);

        assertEquals("ip", ((LineOutcome.Rejected) outcome).field());
    }

    @Test
    void aHostsNameIsNoClientWhereAServerWritesAddresses() {
        String nginx = "nginx:$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent";

        assertEquals(
                "ip", ((LineOutcome.Rejected) read(nginx, filled("files.example.org - - TIME REQUEST", ""))).field());
    }

    @Test
    void noAddressOfAListIsInAnEvent() {
        String line = filled(
                "10.0.0.5 - - TIME \"GET /org/m/resolve/main/of-203.0.113.77/f HTTP/1.1\" 200 12 \"-\" \"x/1 (203.0.113.77)\" "
                        + "\"203.0.113.77\"",
                CLIENT);

        var event = event(Logs.combined(), line);

        assertEquals("of--/f", event.details().path());
        assertEquals("x/1 (-)", event.details().userAgent());
    }

    @Test
    void namesTheNetworkOfTheClientThatWasChosen(@TempDir Path directory) throws IOException {
        Path list = Files.writeString(directory.resolve("networks"), "203.0.113.0/24 campus\n10.0.0.0/8 inside\n");
        LogSettings settings = Logs.combined().with(PlacedKeys.by(AddressNetworks.read(list), Logs.SECRET));

        var event = event(settings, filled("10.0.0.5 - - TIME REQUEST \"-\" \"x/1\" \"CLIENT\"", CLIENT));

        assertEquals("campus", event.details().network());
    }

    private static void assertClient(String format, String form) {
        String seen = visitor(format, form);

        assertEquals(Logs.SECRET.visitor(CLIENT, "x/1").value(), seen);
    }

    private static String visitor(String format, String... lines) {
        LineOutcome last = LineOutcome.NoEvent.BLANK;
        LineInterpreter interpreter = Logs.lines(settings(format));
        for (String line : lines) {
            last = interpreter.read(filled(line, CLIENT).getBytes(StandardCharsets.UTF_8), 1);
        }
        if (last instanceof LineOutcome.Rejected rejected)
            throw new AssertionError(rejected.event().get());
        return ((LineOutcome.Routed) last).event().visitor().value();
    }

    private static LineOutcome read(String format, String line) {
        return Logs.lines(settings(format)).read(line.getBytes(StandardCharsets.UTF_8), 1);
    }

    private static DownloadEvent event(LogSettings settings, String line) {
        return ((LineOutcome.Routed) Logs.lines(settings).read(line.getBytes(StandardCharsets.UTF_8), 1)).event();
    }

    private static LogSettings settings(String format) {
        return new LogSettings(LogFormat.ofLabel(format), Routes.of(List.of()), "s", Logs.SECRET);
    }

    private static String filled(String form, String client) {
        return form.strip().replace("TIME", TIME).replace("REQUEST", REQUEST).replace("CLIENT", client);
    }
}
