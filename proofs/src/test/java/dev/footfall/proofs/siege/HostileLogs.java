package dev.footfall.proofs.siege;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A publisher whose packed logs are small and cost much: empty members, millions of unreadable lines, long patterns. */
final class HostileLogs implements Attack {
    private static final String FORMAT = "nginx:$remote_addr%sb$request";
    private static final String READABLE =
            "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /health HTTP/1.1\" 200 7 \"-\" \"x\"\n";

    private final List<byte[]> requests = List.of(
            request("combined", packed("").repeat(20_000)),
            request("combined", packed(READABLE + "x\n".repeat(4_000_000))),
            request(FORMAT.formatted("-".repeat(7_500)), packed(("-".repeat(1_040_000) + "\n").repeat(7))),
            request(FORMAT.formatted("-".repeat(256)), packed(("-".repeat(1_040_000) + "\n").repeat(7))));

    @Override
    public void run(Wave wave) throws InterruptedException {
        while (!wave.isOver().getAsBoolean()) {
            byte[] request = requests.get(wave.random().nextInt(requests.size()));
            Door door = wave.target().ingest(Door.ofAttacker(wave.random()));
            wave.heard().add(door.ask(request).map(Heard::status).orElse(StatusTally.NONE));
            Thread.sleep(wave.random().nextInt(1_000));
        }
    }

    /** A gzip, each character one of its bytes. */
    private static String packed(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(bytes)) {
            packing.write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] request(String format, String body) {
        return RawRequest.log(Besieged.HOSTILE_KEY, URLEncoder.encode(format, StandardCharsets.UTF_8), body);
    }
}
