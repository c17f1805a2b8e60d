package dev.footfall.ingest.logformat;

import dev.footfall.ingest.logformat.Declaration.Condition;
import dev.footfall.ingest.logformat.Declaration.Fact;
import dev.footfall.ingest.logformat.Declaration.Reading;
import dev.footfall.ingest.logformat.PatternLayout.Escapes;
import dev.footfall.ingest.logformat.PatternLayout.Style;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one declaration of a format, a text of lines {@code key: value}, and says which line is wrong and why. */
final class DeclarationReader {
    private static final String KEYS = "about, limits, sample, layout, zone, prefix, keep, drop";
    private static final String LAYOUTS = "combined, nginx TEXT, apache TEXT, pattern TEXT, json, delimited …";

    private final Map<Fact, Reading> facts = new EnumMap<>(Fact.class);
    private final List<Condition> conditions = new ArrayList<>();
    private final List<String> samples = new ArrayList<>();
    private String summary = "";
    private String limits = "";
    private Optional<Layout> layout = Optional.empty();
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
            throw new IllegalArgumentException(name + ", line " + number + ": " + e.getMessage(), e);
        }
        try {
            return reader.format(name, text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("format " + name + " " + e.getMessage(), e);
        }
    }

    private LineFormat format(String name, String text) {
        var about = new LineFormat.About(name, summary, limits, samples, text);
        if (isCombined) {
            return new LineFormat(
                    about, new LineFormat.Shape(false, true, false), any -> new CombinedLogFormat(), null);
        }
        Layout known = layout.orElseThrow(() -> new IllegalArgumentException("has no layout: " + LAYOUTS));
        var declaration = new Declaration(known, facts, conditions, hasPrefix);
        boolean hasHeader = known instanceof DelimitedLayout columns && columns.hasHeader();
        var shape = new LineFormat.Shape(isZoneLocal, declaration.startsWithClient(), hasHeader);
        return new LineFormat(about, shape, inZone -> new DeclaredParser(declaration, inZone), zone);
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
            case "prefix" -> hasPrefix = oneOf(key, value, "syslog");
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
            case "nginx" -> layout = Optional.of(NginxPattern.ofServer(rest));
            case "apache" -> layout = Optional.of(ApachePattern.of(rest));
            case "pattern" -> layout = Optional.of(NginxPattern.of(rest, new Style(Escapes.BACKSLASH, true, true)));
            case "json" -> layout = Optional.of(new JsonLayout());
            case "delimited" -> layout = Optional.of(DelimitedLayout.parse(rest));
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

    private static Condition condition(String value, boolean isKept) {
        String[] sides = value.split("\\s=\\s", 2);
        if (sides.length < 2) throw new IllegalArgumentException("must be FIELD = VALUE, VALUE …");
        return new Condition(sides[0].strip(), List.of(sides[1].strip().split("\\s*,\\s*", -1)), isKept);
    }

    private static Fact fact(String key) {
        for (Fact fact : Fact.values()) {
            if (fact.label().equals(key)) return fact;
        }
        List<String> labels = List.of(Fact.values()).stream().map(Fact::label).toList();
        throw new IllegalArgumentException(
                "there is no key \"" + key + "\", but " + KEYS + ", " + String.join(", ", labels));
    }

    private static Reading reading(String value) {
        String[] parts = value.split("\\s+\\|\\s+", -1);
        List<List<String>> sources = new ArrayList<>();
        for (String source : parts[0].strip().split("\\s+", -1)) sources.add(List.of(source.split("\\+", -1)));
        List<TextStep> steps = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) steps.add(TextStep.parse(parts[i]));
        return new Reading(sources, steps);
    }

    private static boolean oneOf(String key, String value, String allowed) {
        if (!value.equals(allowed)) throw new IllegalArgumentException(key + " is \"" + value + "\", not " + allowed);
        return true;
    }
}
