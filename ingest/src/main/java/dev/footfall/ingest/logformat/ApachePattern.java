package dev.footfall.ingest.logformat;

import dev.footfall.ingest.logformat.PatternLayout.Escapes;
import dev.footfall.ingest.logformat.PatternLayout.Field;
import dev.footfall.ingest.logformat.PatternLayout.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Patterns with the directives of Apache's
 * <a href="https://httpd.apache.org/docs/2.4/mod/mod_log_config.html">mod_log_config</a>: {@code %h}, {@code %>s},
 * {@code %{Referer}i}. Also read is a whole line of the configuration, {@code LogFormat "…" name}, with its escapes.
 */
final class ApachePattern {
    private static final Pattern LINE =
            Pattern.compile("\\s*LogFormat\\s+\"((?:[^\"\\\\]|\\\\.)*)\".*", Pattern.DOTALL);
    private static final Pattern DIRECTIVE =
            Pattern.compile("%(?:%|[<>!,0-9]*(?:\\{([^}]*)})?([A-Za-z]|\\^[A-Za-z]{2}))");
    private static final String TIME = "%t";

    private final String pattern;
    private final List<Field> fields = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private String lead = "";
    private String name = "";

    private ApachePattern(String pattern) {
        this.pattern = pattern;
    }

    static PatternLayout of(String text) {
        Matcher line = LINE.matcher(text);
        return new ApachePattern(unescaped(line.matches() ? line.group(1) : text)).layout();
    }

    private PatternLayout layout() {
        Matcher directive = DIRECTIVE.matcher(pattern);
        int literalStart = 0;
        while (directive.find()) {
            literal.append(pattern.substring(literalStart, directive.start()));
            literalStart = directive.end();
            if (directive.group().equals("%%")) literal.append('%');
            else add(name(directive), directive.group(1) == null);
        }
        literal.append(pattern.substring(literalStart));
        if (!name.isEmpty()) fields.add(new Field(name, literal.toString()));
        return new PatternLayout(lead, fields, new Style(Escapes.BACKSLASH, false, false));
    }

    /** Adds a directive; times that are written in several parts, such as seconds and milliseconds, are one. */
    private void add(String next, boolean isPlain) {
        boolean isTime = next.equals(TIME);
        if (isTime && !isPlain && name.equals(TIME) && !literal.toString().startsWith("]")) {
            literal.setLength(0);
            return;
        }
        if (isTime && isPlain) literal.append('[');
        if (name.isEmpty()) lead = literal.toString();
        else fields.add(new Field(name, literal.toString()));
        literal.setLength(0);
        if (isTime && isPlain) literal.append(']');
        boolean isSecondTime =
                isTime && fields.stream().anyMatch(field -> field.name().equals(TIME));
        name = isSecondTime ? TIME + fields.size() : next;
    }

    private static String name(Matcher directive) {
        String letter = directive.group(2);
        String argument = directive.group(1);
        if (argument == null || letter.equals("t") || letter.equals("a")) return "%" + letter;
        return "%{" + argument.toLowerCase(Locale.ROOT) + "}" + letter;
    }

    private static String unescaped(String text) {
        return text.replace("\\\"", "\"").replace("\\t", "\t").replace("\\\\", "\\");
    }
}
