package dev.footfall.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.events.VisitorId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class VisitorSecretTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

    private final VisitorSecret secret = new VisitorSecret(KEY);

    @Test
    void hashesTheAddressAndTheAgent() throws Exception {
        byte[] address = {(byte) 192, 0, 2, 7};

        VisitorId visitor = secret.visitor("192.0.2.7", "curl/8.5 ü");

        assertEquals(VisitorId.anonymous(hmac(address, new byte[1], utf8("curl/8.5 ü"))), visitor);
    }

    @Test
    void takesAMissingAgentADashAndNothingForTheSame() throws Exception {
        var expected = VisitorId.anonymous(hmac(utf8("host.example"), new byte[1]));

        assertEquals(expected, secret.visitor("HOST.example", null));
        assertEquals(expected, secret.visitor("host.example", "-"));
        assertEquals(expected, secret.visitor("host.Example", ""));
        assertNotEquals(expected, secret.visitor("host.example", "--"));
    }

    @Test
    void dependsOnTheSecretTheAddressAndTheAgent() {
        VisitorId visitor = secret.visitor("192.0.2.7", "curl");

        assertEquals(visitor, new VisitorSecret(KEY).visitor("::ffff:192.0.2.7", "curl"));
        assertNotEquals(visitor, new VisitorSecret(new byte[32]).visitor("192.0.2.7", "curl"));
        assertNotEquals(visitor, secret.visitor("192.0.2.8", "curl"));
        assertNotEquals(visitor, secret.visitor("192.0.2.7", "wget"));
    }

    @Test
    void madeWithAnotherKeyItIsAnotherSecret() {
        VisitorId visitor = secret.with(new byte[32]).visitor("192.0.2.7", "curl");

        assertEquals(visitor, new VisitorSecret(KEY).with(new byte[32]).visitor("192.0.2.7", "curl"));
        assertNotEquals(visitor, secret.visitor("192.0.2.7", "curl"));
        assertNotEquals(visitor, secret.with(new byte[33]).visitor("192.0.2.7", "curl"));
        assertNotEquals(visitor, new VisitorSecret(new byte[32]).with(KEY).visitor("192.0.2.7", "curl"));
    }

    @Test
    void staysRightAfterAnAddressThatIsNone() {
        VisitorId before = secret.visitor("192.0.2.7", "curl");

        assertThrows(IllegalArgumentException.class, () -> secret.visitor("192.0.2.999", "curl"));
        assertEquals(before, secret.visitor("192.0.2.7", "curl"));
    }

    @Test
    void hashesTheSameOnManyThreads() {
        VisitorId expected = secret.visitor("192.0.2.7", "curl");

        long equal = IntStream.range(0, 10_000)
                .parallel()
                .filter(i -> secret.visitor("192.0.2.7", "curl").equals(expected))
                .count();

        assertEquals(10_000, equal);
    }

    @Test
    void idsALineByItsSourceItsBytesAndTheEqualLinesBefore() throws Exception {
        byte[] line = utf8("192.0.2.7 - - \"GET / HTTP/1.1\" 200 1");

        assertEquals(hmac(utf8("s"), new byte[1], line, new byte[1], utf8("12")), secret.lineId("s", line, 12));
        assertNotEquals(secret.lineId("s", line, 0), secret.lineId("s", line, 1));
        assertNotEquals(secret.lineId("s", line, 0), secret.lineId("t", line, 0));
    }

    @Test
    void refusesAShortSecretWithoutRepeatingIt() {
        var failure = assertThrows(IllegalArgumentException.class, () -> new VisitorSecret(new byte[31]));

        assertEquals("ingest.visitor-secret has 31 bytes, at least 32 are needed", failure.getMessage());
    }

    private static String hmac(byte[]... parts) throws Exception {
        var text = new ByteArrayOutputStream();
        for (byte[] part : parts) text.writeBytes(part);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        return HexFormat.of().formatHex(Arrays.copyOf(mac.doFinal(text.toByteArray()), 16));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
