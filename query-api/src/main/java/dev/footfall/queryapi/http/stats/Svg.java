package dev.footfall.queryapi.http.stats;

import dev.footfall.events.Unchecked;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.openapi.Parameter;
import dev.footfall.queryapi.openapi.Parameters;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

public final class Svg {
    static final String TYPE = "image/svg+xml;charset=utf-8";

    /** Cache lifetime of a public picture. */
    static final int FRESH_SECONDS = 300;

    static final QueryParameter<String> THEME = QueryParameter.word(
            "theme",
            "Light or dark; auto is what the reader's system prefers.",
            "auto",
            List.of("auto", "light", "dark"));
    static final QueryParameter<Optional<String>> TITLE =
            QueryParameter.text("title", "A heading of your own; off for none.", 100);

    /** A picture that is opened by itself is a page, whose own style has to be allowed. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private static final Pattern BESIDE_XML = Pattern.compile("[^\t\n\r -\uD7FF\uE000-\uFFFD\\x{10000}-\\x{10FFFF}]");
    private static final String LIGHT = resource("light.css");
    private static final String DARK = resource("dark.css");

    private final StringBuilder text = new StringBuilder();

    record Sizes(QueryParameter<Integer> width, QueryParameter<Integer> height) implements Parameters {
        @Override
        public List<Parameter> all() {
            return Parameters.of(width, height, THEME, TITLE).all();
        }

        Form of(Request request) {
            return new Form(
                    width.of(request.query()),
                    height.of(request.query()),
                    THEME.of(request.query()),
                    TITLE.of(request.query()));
        }
    }

    /** In pixels. */
    record Form(int width, int height, String theme, Optional<String> title) {
        /** Begins a picture with a description for those who do not see it. */
        Svg begin(String description) {
            String style = switch (theme) {
                case "light" -> LIGHT;
                case "dark" -> DARK;
                default -> LIGHT + "@media(prefers-color-scheme:dark){" + DARK + "}";
            };
            return new Svg()
                    .add(
                            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\""
                                    + " role=\"img\" aria-label=\"%3$s\"><title>%3$s</title><style>%4$s</style>",
                            width, height, escaped(description), style);
        }

        /** Begins one with a background, a font, and a heading unless it is off. */
        Svg beginCard(String description, String standardTitle) {
            Svg svg = begin(description)
                    .add("<rect width=\"%d\" height=\"%d\" rx=\"8\" class=\"ff-card\"/>", width, height)
                    .add(
                            "<g font-family=\"system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif\" font-size=\"11\">");
            String heading = title.orElse(standardTitle);
            if (!isTitled()) return svg;
            return svg.add(
                    "<text x=\"12\" y=\"24\" font-size=\"13\" font-weight=\"600\" class=\"ff-ink\">%s</text>",
                    escaped(heading));
        }

        int top() {
            return isTitled() ? TITLED : UNTITLED;
        }

        boolean isTitled() {
            return title.filter(text -> text.isEmpty() || text.equals("off")).isEmpty();
        }

        private static final int UNTITLED = 16;
        private static final int TITLED = 44;
    }

    /** The text of that name beside this class, in one line. */
    static String resource(String name) {
        return Unchecked.text(Svg.class, name).replaceAll("\n *", "");
    }

    /** Adds markup with values in it; texts have to be {@link #escaped}. */
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

    record Shown<T>(T value, boolean isPrivate) {
        /** Returns the reply, cacheable by everybody unless a repository is private. */
        static <T> Reply reply(QueryService service, Answer<Optional<Shown<T>>> shown, Function<T, Reply> drawing) {
            boolean isForAll = shown.map(
                            found -> found.filter(it -> !it.isPrivate).isPresent())
                    .fold(Answer.Complete::value, partial -> false, unavailable -> false);
            Reply reply = service.answers()
                    .reply(shown, found -> found.map(Shown::value).map(drawing));
            if (reply.status() != 200) return reply;
            return reply.with("Cache-Control", isForAll ? "public, max-age=" + FRESH_SECONDS : "private, no-cache");
        }
    }
}
