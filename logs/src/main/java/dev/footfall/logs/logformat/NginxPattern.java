package dev.footfall.logs.logformat;

import dev.footfall.logs.logformat.PatternLayout.Field;
import dev.footfall.logs.logformat.PatternLayout.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Patterns as of nginx, {@code $name} or <code>${name}</code>, or a whole directive {@code log_format}. */
final class NginxPattern {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{([A-Za-z0-9_]+)}|([A-Za-z0-9_]+))");
    private static final Pattern DIRECTIVE =
            Pattern.compile("log_format\\s++\\S++\\s++(?:escape=(\\w++)\\s++)?(.*)", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile(
            "\\s*'([^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)'|\\s*\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"", Pattern.DOTALL);

    private NginxPattern() {}

    static PatternLayout ofServer(String text) {
        Matcher directive =
                DIRECTIVE.matcher(text.strip().replaceFirst(";$", "").strip());
        if (!directive.matches()) return of(text.replace("\\t", "\t"), style(Escapes.BACKSLASH));
        String escape = directive.group(1) == null ? "default" : directive.group(1);
        return of(joined(directive.group(2)), style(escapes(escape)));
    }

    static PatternLayout of(String text, Style style) {
        var fields = new ArrayList<Field>();
        Matcher variable = VARIABLE.matcher(text);
        String lead = text;
        String name = "";
        int literalStart = 0;
        while (variable.find()) {
            String literal = text.substring(literalStart, variable.start());
            if (name.isEmpty()) lead = literal;
            else fields.add(new Field(name, literal));
            name = variable.group(1) == null ? variable.group(2) : variable.group(1);
            literalStart = variable.end();
        }
        if (!name.isEmpty()) fields.add(new Field(name, text.substring(literalStart)));
        return new PatternLayout(lead, List.copyOf(fields), style);
    }

    private static Style style(Escapes escapes) {
        return new Style(escapes, false, false);
    }

    private static Escapes escapes(String name) {
        return switch (name) {
            case "default" -> Escapes.BACKSLASH;
            case "json" -> Escapes.JSON;
            case "none" -> Escapes.NONE;
            default ->
                throw new IllegalArgumentException(
                        "escape=" + name + " is not one of escape=default, escape=json, escape=none");
        };
    }

    /** The pieces in quotes, one after the other, as nginx joins them. */
    private static String joined(String pieces) {
        if (!pieces.startsWith("'") && !pieces.startsWith("\"")) return pieces;
        var joined = new StringBuilder();
        Matcher quoted = QUOTED.matcher(pieces);
        int end = 0;
        while (quoted.find() && quoted.start() == end) {
            String piece = quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
            joined.append(piece.replace("\\t", "\t").replaceAll("\\\\(['\"\\\\])", "$1"));
            end = quoted.end();
        }
        if (end < pieces.length()) throw new IllegalArgumentException("has an unpaired quote");
        return joined.toString();
    }
}
