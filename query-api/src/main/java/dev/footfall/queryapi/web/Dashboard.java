package dev.footfall.queryapi.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The dashboard's files. They load nothing from elsewhere and ask nothing but this API. */
public final class Dashboard {
    /** What the page may do: use its own script and style, and ask the server that it came from. */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Dashboard() {}

    /**
     * One file.
     *
     * @param path where it is served
     * @param contentType its media type
     * @param text what is in it
     */
    public record File(String path, String contentType, String text) {}

    /** All of them, read from the class path. */
    public static List<File> files() {
        return List.of(
                new File("/", "text/html;charset=utf-8", read("index.html")),
                new File("/footfall.css", "text/css;charset=utf-8", read("footfall.css")),
                new File("/chart.js", "text/javascript;charset=utf-8", read("chart.js")),
                new File("/footfall.js", "text/javascript;charset=utf-8", read("footfall.js")));
    }

    private static String read(String name) {
        try (InputStream in = Dashboard.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("not on the class path: the dashboard's " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
