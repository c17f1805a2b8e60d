package dev.footfall.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Writes generated events as the JSON that file servers send, about 390 bytes each. */
public record EventText(Catalog catalog, long seed) {
    private static final byte[][] PATHS = {
        ascii("config.json"),
        ascii("tokenizer.json"),
        ascii("model-00001-of-00008.safetensors"),
        ascii("model-00002-of-00008.safetensors"),
        ascii("data/train-00000-of-00016.parquet"),
        ascii("README.md"),
    };
    private static final byte[] CHECKSUM = ascii("model-00001-of-00008.safetensors.sha256");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    public byte[] of(LoadEvent event) {
        LoadEventKind kind = event.kind();
        String[] repo = new String(catalog.key(event.repository()), StandardCharsets.US_ASCII).split("/", 2);
        boolean isSignedIn = LoadEvent.isSignedIn(event.visitor());
        return ascii("{\"id\":\"" + hex(LoadEvent.mix(event.serial() ^ seed))
                + "\",\"time\":\"" + TIME.format(Instant.ofEpochMilli(event.timeMillis()))
                + "\",\"repo_type\":\"" + repo[0] + "\",\"repo\":\"" + repo[1]
                + "\",\"path\":\"" + new String(path(event, seed), StandardCharsets.US_ASCII)
                + "\",\"revision\":\"" + event.revision()
                + "\",\"country\":\"" + event.country()
                + "\",\"via\":\"" + kind.via.label()
                + "\",\"method\":\"" + kind.method + "\",\"status\":" + kind.status
                + ",\"bytes\":" + event.bytes()
                + (kind.rangeStart >= 0 ? ",\"range_start\":" + kind.rangeStart : "")
                + (event.size() >= 0 ? ",\"size\":" + event.size() : "")
                + (isSignedIn
                        ? ",\"user\":\"" + user(event.visitor())
                        : ",\"visitor\":\"" + hex(LoadEvent.mix(event.visitor())))
                + "\",\"user_agent\":\"" + event.agent().text + "\",\"source\":\"" + event.source() + "\"}");
    }

    static byte[] path(LoadEvent event, long seed) {
        if (event.kind() == LoadEventKind.CHECKSUM) return CHECKSUM;
        return PATHS[(int) (LoadEvent.mix(event.serial() ^ seed) >>> 8 & 0xff) % PATHS.length];
    }

    public static String user(int visitor) {
        return "user-" + visitor;
    }

    /** The number and the next one of its chain, 32 digits. */
    private static String hex(long number) {
        HexFormat form = HexFormat.of();
        return form.toHexDigits(number) + form.toHexDigits(LoadEvent.mix(number));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
