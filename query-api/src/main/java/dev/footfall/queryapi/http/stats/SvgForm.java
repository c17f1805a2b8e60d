package dev.footfall.queryapi.http.stats;

import java.util.Optional;

/** In pixels. */
record SvgForm(int width, int height, String theme, Optional<String> title) {
    /** Begins a picture with a description for those who do not see it. */
    Svg begin(String description) {
        String style = switch (theme) {
            case "light" -> Svg.LIGHT;
            case "dark" -> Svg.DARK;
            default -> Svg.LIGHT + "@media(prefers-color-scheme:dark){" + Svg.DARK + "}";
        };
        return new Svg()
                .add(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\""
                                + " role=\"img\" aria-label=\"%3$s\"><title>%3$s</title><style>%4$s</style>",
                        width, height, Svg.escaped(description), style);
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
                Svg.escaped(heading));
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
