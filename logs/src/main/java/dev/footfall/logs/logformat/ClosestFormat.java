package dev.footfall.logs.logformat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The preset that comes closest to lines which none can read: of objects of JSON the one that lacks the fewest facts, of
 * columns one whose first line is not there.
 *
 * @param lacking the facts whose fields the object does not have
 */
record ClosestFormat(String preset, Declaration declaration, List<LineFact> lacking) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_NAMES = 500;
    private static final Pattern NAME = Pattern.compile("[\\w@.()$-]{1,64}");
    private static final List<LineFact> NEEDED =
            List.of(LineFact.CLIENT, LineFact.TIME, LineFact.METHOD, LineFact.TARGET, LineFact.STATUS);

    /** Parts of names that fields for these facts have in other logs, the likeliest first. */
    private static final Map<LineFact, List<String>> HINTS = Map.of(
            LineFact.CLIENT, List.of("client_ip", "clientip", "remote", "client", "addr", "_ip", "ip"),
            LineFact.TIME, List.of("timestamp", "time", "date", "ts"),
            LineFact.METHOD, List.of("method", "verb"),
            LineFact.TARGET, List.of("uri", "url", "path", "target", "request"),
            LineFact.STATUS, List.of("status", "code"));

    ClosestFormat {
        lacking = List.copyOf(lacking);
    }

    /** Advice for objects of JSON; empty if the lines are none. */
    static Optional<String> ofObjects(List<byte[]> lines) {
        return lines.stream()
                .map(ClosestFormat::names)
                .filter(names -> !names.isEmpty())
                .findFirst()
                .flatMap(names -> presets()
                        .min(Comparator.comparingInt(
                                preset -> preset.lackingOf(names).size()))
                        .map(preset -> preset.lackingOf(names).isEmpty()
                                ? "they are JSON, and `" + preset.preset() + "` comes closest"
                                : preset.with(preset.lackingOf(names)).advice(names)));
    }

    /** The columns of a log that was cut, or parted, without the line that names them. */
    static Optional<String> withoutHeader(List<byte[]> lines) {
        return Formats.PRESETS.stream()
                .map(Formats::preset)
                .filter(LineFormat::hasHeader)
                .filter(format -> {
                    LineParser parser = format.in(ZoneOffset.UTC).open();
                    List<String> samples = format.about().samples();
                    samples.subList(0, samples.size() - 1)
                            .forEach(header -> parser.parse(header.getBytes(StandardCharsets.UTF_8)));
                    long read = lines.stream()
                            .map(parser::parse)
                            .filter(LoggedRequest.class::isInstance)
                            .count();
                    return read * 2 > lines.size();
                })
                .findFirst()
                .map(format -> "they look like `" + format.about().name()
                        + "` without the line that names the columns: put it above them, as the first lines of 'footfall formats "
                        + format.about().name() + "' show");
    }

    private static Stream<ClosestFormat> presets() {
        return Formats.PRESETS.stream()
                .filter(name -> !name.equals("combined"))
                .map(name -> new ClosestFormat(
                        name,
                        DeclarationReader.declaration(
                                Formats.preset(name).about().declaration()),
                        List.of()))
                .filter(preset -> preset.declaration().layout().mayBeObject());
    }

    private ClosestFormat with(List<LineFact> facts) {
        return new ClosestFormat(preset, declaration, facts);
    }

    private List<LineFact> lackingOf(Set<String> names) {
        return NEEDED.stream()
                .filter(fact ->
                        Stream.concat(Stream.of(fact), alternatives(fact)).noneMatch(known -> isIn(names, known)))
                .toList();
    }

    private static Stream<LineFact> alternatives(LineFact fact) {
        return switch (fact) {
            case METHOD -> Stream.of(LineFact.REQUEST);
            case TARGET -> Stream.of(LineFact.REQUEST, LineFact.PATH);
            default -> Stream.of();
        };
    }

    private boolean isIn(Set<String> names, LineFact fact) {
        return declaration.reading(fact).sources().stream()
                .anyMatch(
                        source -> source.stream().map(declaration.fields()::get).allMatch(names::contains));
    }

    private String advice(Set<String> names) {
        String facts = lacking.stream().map(fact -> lack(fact, names)).collect(Collectors.joining("; "));
        return "they are JSON, and `" + preset + "` comes closest, but they lack " + facts
                + ". Name their fields in a copy of its declaration ('footfall formats " + preset
                + "'), and give that as --format file:PATH";
    }

    private String lack(LineFact fact, Set<String> names) {
        String wanted = Stream.concat(Stream.of(fact), alternatives(fact))
                .map(declaration::names)
                .filter(known -> !known.isEmpty())
                .collect(Collectors.joining(", "));
        String similar = HINTS.getOrDefault(fact, List.of()).stream()
                .flatMap(hint -> names.stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).contains(hint)))
                .findFirst()
                .map(name -> "; perhaps it is " + name)
                .orElse("");
        return "the " + fact.label() + " (" + wanted + similar + ")";
    }

    /** Paths of the fields of an object, as declarations write them; none if the line does not end with one. */
    private static Set<String> names(byte[] line) {
        Set<String> names = new LinkedHashSet<>();
        List<String> path = new ArrayList<>();
        int brace = 0;
        while (brace < line.length && line[brace] != '{' && line[brace] != '"') brace++;
        int end = line.length;
        while (end > brace && (line[end - 1] == ',' || line[end - 1] == ' ')) end--;
        if (end == brace || line[end - 1] != '}') return Set.of();
        try (JsonParser parser = JSON.createParser(line, brace, end - brace)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) return Set.of();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME
                        && NAME.matcher(parser.currentName()).matches()) {
                    names.add(String.join(".", path) + (path.isEmpty() ? "" : ".") + parser.currentName());
                } else if (token == JsonToken.START_OBJECT) {
                    path.add(String.valueOf(parser.currentName()));
                } else if (token == JsonToken.END_OBJECT && !path.isEmpty()) {
                    path.remove(path.size() - 1);
                }
                if (names.size() == MOST_NAMES || path.size() > 16) break;
            }
        } catch (IOException e) {
            return Set.of();
        }
        return names;
    }
}
