package dev.footfall.ingest.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET`,`- - - [20/Nov/2026:04:59:54 +0000] \"GET`",
                "`192.0.2.7`,`-`",
                "`   192.0.2.7 rest`,`   - rest`",
                "`www 192.0.2.7 rest`,`www - rest`",
                "`x http://192.0.2.7:8080/a`,`x -`",
                "`x //192.0.2.7:8080/a`,`x //-/a`",
                "`x //[2001:db8::1]:8080/a`,`x //[-]:8080/a`",
                "`x ip=2001%3Adb8%3A%3A1&y`,`x ip=-&y`",
                "`x ip=2001%253Adb8%253A%253A1&y`,`x ip=-&y`",
                "`x ip=192%2E0%2e2.7&y`,`x ip=-&y`",
                "`x \\x31\\x39\\x32.0.2.7 y`,`x - y`",
                "`x ::ffff:192.0.2.7 y`,`x - y`",
                "`x fe80::1%eth0 y`,`x -%eth0 y`",
                "`x 2001:db8:0:0:0:0:0:1 y`,`x - y`",
                "`x client192.0.2.7z y`,`x client-z y`",
                "`x Chrome/39.0.2171.95 y`,`x Chrome/39.0.2171.95 y`",
                "`x 1.2.3 12:30:45 y`,`x 1.2.3 12:30:45 y`",
            })
    void takesEveryAddressOutOfALine(String line, String kept) {
        assertEquals(kept, Redaction.ofLine(line.getBytes(StandardCharsets.ISO_8859_1), 0));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"GET /u?user=ann&token=t HTTP/1.1\" zzz`,`\"GET /u?- HTTP/1.1\" zzz`",
                "`\"GET /u%3Fuser=ann HTTP/1.1\" zzz`,`\"GET /u%3F- HTTP/1.1\" zzz`",
                "`200 \"https://hub/u/ann?email=ann@x.org\" \"curl/8\"`,`200 \"-\" \"curl/8\"`",
                "`mail=ann@x.org; x`,`mail=-; x`",
                "`agent dyn 198-51-100-201.isp.example`,`agent dyn -.isp.example`",
                "`x 3221226161 y 0xc00002b1`,`x - y -`",
                "`\"GET /a/b.bin;jsessionid=0A1B2C HTTP/1.1\" zzz`,`\"GET /a/b.bin;jsessionid=- HTTP/1.1\" zzz`",
                "`\"GET /a;v=x/b HTTP/1.1\" zzz`,`\"GET /a;v=- HTTP/1.1\" zzz`",
                "`200 \"android-app://org.example.app/http/hub\" \"x/8\"`,`200 \"android-app:-\" \"x/8\"`",
                "`200 \"APP%3A%2F%2Forg.example\" \"x/8\"`,`200 \"APP-\" \"x/8\"`",
                "`200 \"sid=Zq9; theme=dark; n='x'\" zzz`,`200 \"sid=-; theme=-; n=-'\" zzz`",
                "`200 \"Basic YW5uOnNlY3JldA==\" zzz`,`200 \"-\" zzz`",
                "`200 \"Bearer abc.def\" zzz`,`200 \"-\" zzz`",
                "`200 \"digest username=ann, realm=x\" zzz`,`200 \"- realm=-\" zzz`",
                "`200 eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2ln zzz`,`200 - zzz`",
                "`200 \"ghp_16C7e42F292c6912E7710c838347Ae178B4a\" zzz`,`200 \"-\" zzz`",
                "`rt=0.004 uct=\"0.000\" len=17 zzz`,`rt=0.004 uct=\"0.000\" len=17 zzz`",
                "`GET /org/m/resolve/main/model-00001-of-00002.safetensors zzz`,"
                        + "`GET /org/m/resolve/main/model-00001-of-00002.safetensors zzz`",
                "`[20/Nov/2026:04:59:54 +0000] 1795150794.123 2026-11-20 200 12345678`,"
                        + "`[20/Nov/2026:04:59:54 +0000] 1795150794.123 2026-11-20 200 12345678`",
            })
    void takesQueriesPagesAndOtherSpellingsOutOfALine(String line, String kept) {
        assertEquals(kept, Redaction.ofLine(line.getBytes(StandardCharsets.ISO_8859_1), 0));
    }

    @ParameterizedTest
    @CsvSource({
        "Mozilla/5.0 Dragon/36.1.1.21 Chrome/36.0.1985.97, Mozilla/5.0 Dragon/36.1.1.21 Chrome/36.0.1985.97",
        "Debian APT-HTTP/1.3 (0.9.7.9), Debian APT-HTTP/1.3 (0.9.7.9)",
        "APT (1.0.9.2ubuntu2), APT (1.0.9.2ubuntu2)",
        "bot (+http://198.51.100.9/), bot (+http://-/)",
        "proxy for 198.51.100.9:80, proxy for -",
        "proxy for 2001:db8::9, proxy for -",
        "me/192.0.2.7, me/-",
        "me 192.0.2.7x, me -x",
        "me ::ffff:c000:207, me -",
        "libwww::Perl 1.0.0.0.1, libwww::Perl 1.0.0.0.1",
    })
    void keepsTheVersionsOfAnAgent(String agent, String kept) {
        assertEquals(kept, Redaction.ofAgent(agent, "192.0.2.7"));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, by/192.0.2.7/f, by/-/f",
        "192.0.2.7, v1.2.3.4/f, v1.2.3.4/f",
        "::ffff:192.0.2.7, by/192.0.2.7/f, by/-/f",
        "2001:db8::1, by/2001:DB8:0:0::1/f, by/-/f",
        "2001:db8::1, by/[2001:db8::1]:80/f, by/[-]:80/f",
        "2001:db8::1, by/2001%3adb8::1/f, by/-/f",
        "2001:db8::1, logs/2001:0db8:0:0:0:0:0:1.bin, logs/-in",
        "2001:db8::1, logs/2001:0db8::0001.c, logs/-",
        "2001:db8::1, for 2001:0db8::0001., for -",
        "2001:db8::1, x.2001:0db8::0001:80.gz, x-gz",
        "192.0.2.7, by ::ffff:c000:0207..., by -",
        "64:ff9b::c000:207, x.64:ff9b::192.0.2.7.gz, x-gz",
        "2001:db8::1, x.2001:db8::0002.gz, x.2001:db8::0002.gz",
        "2001:db8::1, std::vector, std::vector",
        "fe80::1%eth0, by/fe80::1, by/-",
        "client.example.org, a.b.c.d.e, a.b.c.d.e",
    })
    void takesTheClientOutOfAPath(String client, String path, String kept) {
        assertEquals(kept, Redaction.withoutClient(path, client));
    }

    @Test
    void cutsLongLinesWithoutCuttingAnAddressIntoAnUnrecognisablePart() {
        for (int length = 16_370; length < 16_390; length++) {
            String kept = Redaction.ofLine(
                    ("x " + "%25".repeat(length / 3) + " 192.0.2.7 " + "y".repeat(99))
                            .getBytes(StandardCharsets.ISO_8859_1),
                    2);

            assertTrue(kept.length() <= 8_192, () -> "" + kept.length());
            assertFalse(kept.contains("192.0"), kept);
        }
    }
}
