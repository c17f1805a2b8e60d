package dev.footfall.logs.accesslog;

import dev.footfall.events.Unchecked;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The known {@link UrlForm}s, in the order in which a path is compared with them. */
final class UrlForms {
    static final List<UrlForm> ALL = read();

    private UrlForms() {}

    private static List<UrlForm> read() {
        return Unchecked.io(() -> {
            try (InputStream text = Objects.requireNonNull(UrlForms.class.getResourceAsStream("url-forms"))) {
                return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .map(UrlForm::of)
                        .toList();
            }
        });
    }
}
