package dev.footfall.logs.logformat;

import dev.footfall.logs.logformat.Declaration.Condition;
import dev.footfall.logs.logformat.PatternLayout.Field;
import dev.footfall.logs.logformat.PatternLayout.Style;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a text of lines {@code key: value}, and says which line is wrong and why. */
final class DeclarationReader {
    static final String STRING = ":…";

    private static final String KEYS = "about, limits, sample, layout, zone, prefix, keep, drop";
    private static final String LAYOUTS = "combined, nginx TEXT, apache TEXT, pattern TEXT, json, delimited …";

    private final Map<LineFact, FactReading> facts = new EnumMap<>(LineFact.class);
    private final List<Condition> conditions = new ArrayList<>();
    private final List<String> fields = new ArrayList<>();
    private final List<String> samples = new ArrayList<>();
    private String summary = "";
    private String limits = "";
    private final List<Layout> layouts = new ArrayList<>();
    private boolean isCombined;
    private boolean hasPrefix;
    private boolean isZoneLocal;
    private @Nullable ZoneId zone;

    private DeclarationReader() {}

    static LineFormat read(String name, String text) {
        var reader = new DeclarationReader();
        int number = 0;
        try {
            for (String line : text.split("\n", -1)) {
                number++;
                reader.line(line.strip());
            }
        } catch (IllegalArgumentException e) {
            String where = name.endsWith(STRING) ? name : name + ", line " + number;
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
        try {
            return reader.format(name, text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("format " + name + " " + e.getMessage(), e);
        }
    }

    /** Of a format whose layout is not {@code combined}. */
    static Declaration declaration(String text) {
        var reader = new DeclarationReader();
        text.lines().map(String::strip).forEach(reader::line);
        return reader.declaration();
    }

    private Declaration declaration() {
        if (layouts.isEmpty()) throw new IllegalArgumentException("has no layout: " + LAYOUTS);
        Layout known = layouts.size() == 1 ? layouts.get(0) : new LayoutChoice(layouts);
        return new Declaration(known, fields, facts, conditions, hasPrefix);
    }

    private LineFormat format(String name, String text) {
        var about = new LineFormat.About(name, summary, limits, samples, text);
        if (isCombined) {
            return new LineFormat(about, false, false, true, false, CombinedLogFormat::new, zone);
        }
        Declaration declaration = declaration();
        Layout known = declaration.layout();
        boolean hasHeader = known.hasHeader();
        return new LineFormat(
                about,
                isZoneLocal,
                known.mayBeObject(),
                declaration.startsWithClient(),
                hasHeader,
                inZone -> new DeclaredParser(declaration, inZone),
                zone);
    }

    private void line(String line) {
        if (line.isEmpty() || line.startsWith("#")) return;
        int colon = line.indexOf(':');
        if (colon < 0) throw new IllegalArgumentException("must be \"key: value\"");
        String key = line.substring(0, colon).strip();
        String value = line.substring(colon + 1).strip();
        switch (key) {
            case "about" -> summary = value;
            case "limits" -> limits = limits.isEmpty() ? value : limits + " " + value;
            case "sample" -> samples.add(value);
            case "layout" -> layout(value);
            case "zone" -> zone(value);
            case "prefix" -> {
                hasPrefix = value.equals("syslog");
                if (!hasPrefix) throw new IllegalArgumentException("prefix is \"" + value + "\", not syslog");
            }
            case "keep" -> conditions.add(condition(value, true));
            case "drop" -> conditions.add(condition(value, false));
            default -> facts.put(fact(key), reading(value));
        }
    }

    private void layout(String value) {
        String[] words = value.split("\\s+", 2);
        String rest = words.length == 2 ? words[1] : "";
        switch (words[0]) {
            case "combined" -> isCombined = true;
            case "nginx" -> layouts.add(NginxPattern.ofServer(rest));
            case "apache" -> layouts.add(ApachePattern.of(rest));
            case "pattern" -> layouts.add(NginxPattern.of(rest, new Style(Escapes.BACKSLASH, true, true)));
            case "json" -> layouts.add(new JsonLayout());
            case "delimited" -> layouts.add(DelimitedLayout.parse(rest));
            default -> throw new IllegalArgumentException("layout is \"" + words[0] + "\", not one of " + LAYOUTS);
        }
    }

    private void zone(String value) {
        isZoneLocal = value.equals("local");
        if (isZoneLocal) return;
        try {
            zone = ZoneId.of(value);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone is \"" + value + "\", neither local nor a zone such as UTC", e);
        }
    }

    private Condition condition(String value, boolean isKept) {
        String[] sides = value.split("\\s=\\s", 2);
        if (sides.length < 2) throw new IllegalArgumentException("must be FIELD = VALUE, VALUE …");
        return new Condition(slot(sides[0].strip()), List.of(sides[1].strip().split("\\s*,\\s*", -1)), isKept);
    }

    private static LineFact fact(String key) {
        for (LineFact fact : LineFact.values()) {
            if (fact.label().equals(key)) return fact;
        }
        List<String> labels =
                List.of(LineFact.values()).stream().map(LineFact::label).toList();
        throw new IllegalArgumentException(
                "there is no key \"" + key + "\", but " + KEYS + ", " + String.join(", ", labels));
    }

    private FactReading reading(String value) {
        String[] parts = value.split("\\s+\\|\\s+", -1);
        List<List<Integer>> sources = new ArrayList<>();
        for (String source : parts[0].strip().split("\\s+", -1)) {
            sources.add(Stream.of(source.split("\\+", -1)).map(this::slot).toList());
        }
        List<TextStep> steps = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) steps.add(TextStep.parse(parts[i]));
        return new FactReading(sources, steps);
    }

    private int slot(String field) {
        if (!fields.contains(field)) fields.add(field);
        return fields.indexOf(field);
    }

    /**
     * Patterns with the directives of Apache's
     * <a href="https://httpd.apache.org/docs/2.4/mod/mod_log_config.html">mod_log_config</a>: {@code %h}, {@code %>s},
     * {@code %{Referer}i}. Also read is a whole line of the configuration, {@code LogFormat "…" name}, with its escapes.
     */
    static final class ApachePattern {
        private static final Pattern LINE = Pattern.compile(
                "(?i)\\s*LogFormat(?:\\s+\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\".*|"
                        + "\\s+'([^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)'.*)",
                Pattern.DOTALL);
        private static final Pattern DIRECTIVE =
                Pattern.compile("%(?:%|([<>!,0-9]*)(?:\\{([^}]*)})?([A-Za-z]|\\^[A-Za-z]{2}))");
        private static final String TIME = "%t";
        private static final List<String> NO_CLIENTS = List.of("c", "local", "server");

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
            if (!line.matches()) return new ApachePattern(unescaped(text)).layout();
            String quoted = line.group(1) == null ? line.group(2).replace("\\'", "'") : line.group(1);
            return new ApachePattern(unescaped(quoted)).layout();
        }

        private PatternLayout layout() {
            Matcher directive = DIRECTIVE.matcher(pattern);
            int literalStart = 0;
            while (directive.find()) {
                literal.append(pattern.substring(literalStart, directive.start()));
                literalStart = directive.end();
                if (directive.group().equals("%%")) literal.append('%');
                else add(name(directive), directive.group(2) == null);
            }
            literal.append(pattern.substring(literalStart));
            if (!name.isEmpty()) fields.add(new Field(name, literal.toString()));
            return new PatternLayout(lead, fields, new Style(Escapes.BACKSLASH, false, false));
        }

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
            String letter = directive.group(3);
            String argument = directive.group(2);
            if (letter.equals("s") && directive.group(1).contains(">")) return "%>s";
            boolean isClient = letter.equals("a") && argument != null && !NO_CLIENTS.contains(argument);
            if (argument == null || letter.equals("t") || isClient) return "%" + letter;
            return "%{" + argument.toLowerCase(Locale.ROOT) + "}" + letter;
        }

        private static String unescaped(String text) {
            return text.replace("\\\"", "\"").replace("\\t", "\t").replace("\\\\", "\\");
        }
    }
}
