package dev.footfall.ingest.http;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public enum EventFormat {
    JSON("application/json"),
    NDJSON("application/x-ndjson");

    private final String mediaType;

    EventFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    public static Optional<EventFormat> of(Context context) {
        // not getContentType(), which fails for a charset that Java does not know
        return of(context.req().getHeader("Content-Type"));
    }

    /** Its charset, if any, must be UTF-8 or a part of it. */
    public static Optional<EventFormat> of(@Nullable String contentType) {
        if (contentType == null) return Optional.empty();
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !isUtf8(parameter.substring("charset=".length()))) {
                return Optional.empty();
            }
        }
        for (EventFormat format : values()) {
            if (format.mediaType.equals(parts[0].strip())) return Optional.of(format);
        }
        return Optional.empty();
    }

    private static boolean isUtf8(String charset) {
        return charset.equals("utf-8") || charset.equals("utf8") || charset.equals("us-ascii");
    }
}
