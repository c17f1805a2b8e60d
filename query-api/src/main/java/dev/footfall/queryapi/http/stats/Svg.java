package dev.footfall.queryapi.http.stats;

import dev.footfall.events.Unchecked;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An SVG picture under construction: text is escaped, styles are inline, nothing is loaded. Not thread-safe; used once. */
public final class Svg {
    static final String TYPE = "image/svg+xml;charset=utf-8";

    /** Cache lifetime of a public picture. */
    static final int FRESH_SECONDS = 300;

    static final QueryParameter<String> THEME = QueryParameter.word(
            "theme", "Light or dark; auto follows the reader's system.", "auto", List.of("auto", "light", "dark"));
    static final QueryParameter<Optional<String>> TITLE =
            QueryParameter.text("title", "A custom heading; off for none.", 100);

    /** A picture that is opened by itself is a page, whose own style must be allowed. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private static final Pattern BESIDE_XML = Pattern.compile("[^\t\n\r -\uD7FF\uE000-\uFFFD\\x{10000}-\\x{10FFFF}]");
    static final String LIGHT = resource("light.css");
    static final String DARK = resource("dark.css");

    private final StringBuilder text = new StringBuilder();

    /** The text of that name beside this class, in one line. */
    static String resource(String name) {
        return Unchecked.text(Svg.class, name).replaceAll("\n *", "");
    }

    /** Adds markup with values in it; texts must be {@link #escaped}. */
    Svg add(String form, Object... values) {
        text.append(String.format(Locale.ROOT, form, values));
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Escapes a text for SVG, HTML and XML, also for attributes; what XML cannot say becomes U+FFFD. */
    public static String escaped(String text) {
        return BESIDE_XML
                .matcher(text)
                .replaceAll("\uFFFD")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static Reply reply(String svg) {
        return Reply.of(200, TYPE, svg).with("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    }
}
