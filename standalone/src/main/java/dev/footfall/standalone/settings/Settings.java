package dev.footfall.standalone.settings;

import dev.footfall.events.NearestName;
import dev.footfall.events.Unchecked;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The configuration of one process: every value is allowed by its {@link Setting}. */
public final class Settings {
    private static final String FOOTFALL = "FOOTFALL_";
    private static final String KAFKA = "KAFKA_";
    private static final Set<String> OF_LAUNCHER = Set.of("FOOTFALL_JAVA", "FOOTFALL_JAVA_OPTS");

    private final Map<Setting, String> values = new EnumMap<>(Setting.class);
    private final Set<Setting> given = EnumSet.noneOf(Setting.class);
    private final Map<String, String> kafka = new HashMap<>();

    private Settings() {}

    /** Later sources win: file, environment, command line. Fails on an unknown key or value, naming both. */
    public static Settings read(@Nullable Path file, Map<String, String> environment, Map<String, String> commandLine) {
        var settings = new Settings();
        for (Setting setting : Setting.values()) settings.values.put(setting, setting.defaultValue());
        if (file != null) settings.load(file);
        new TreeMap<>(environment).forEach(settings::putVariable);
        commandLine.forEach((key, value) -> settings.put(key, value, "on the command line"));
        return settings;
    }

    /** Not for settings that may be unset. */
    public String text(Setting setting) {
        return optional(setting)
                .orElseThrow(() -> new IllegalStateException(setting.key() + " is not set: set it with --set "
                        + setting.key() + "=VALUE, or as " + setting.environmentName()));
    }

    public Optional<String> optional(Setting setting) {
        return Optional.ofNullable(values.get(setting)).filter(value -> !value.isEmpty());
    }

    /** True also where the given value is the default. */
    public boolean isGiven(Setting setting) {
        return given.contains(setting);
    }

    public int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    /** Fails if it is too little for so many partitions, or too much for the heap. */
    public long heapBytes(Setting setting, int partitions) {
        return HeapShare.bytes(
                setting.key(), text(setting), partitions, Runtime.getRuntime().maxMemory());
    }

    /** Its parts without blanks around them; empty if it is not set. {@code separator} is a regular expression. */
    public List<String> list(Setting setting, String separator) {
        return optional(setting).stream()
                .flatMap(list -> Stream.of(list.split(separator, -1)))
                .map(String::strip)
                .toList();
    }

    public Path path(Setting setting) {
        return Path.of(text(setting)).toAbsolutePath().normalize();
    }

    /** KAFKA_SECURITY_PROTOCOL is security.protocol. */
    public Map<String, String> kafka() {
        return Map.copyOf(kafka);
    }

    private void put(String key, String value, String where) {
        put(named(key, Setting::key, where), value.strip(), where);
    }

    private static Setting named(String name, Function<Setting, String> nameOf, String where) {
        return Stream.of(Setting.values())
                .filter(setting -> nameOf.apply(setting).equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name, nameOf, where));
    }

    private static IllegalArgumentException unknown(String name, Function<Setting, String> nameOf, String where) {
        List<String> names = Stream.of(Setting.values()).map(nameOf).toList();
        String advice = NearestName.of(name, names)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("'footfall run --help' lists all; a file has properties such as query.port=28080, not YAML");
        return new IllegalArgumentException("unknown setting " + name + " " + where + ": " + advice);
    }

    private static String place(Path file, List<String> lines, String key) {
        Pattern line = Pattern.compile("\\s*" + Pattern.quote(key) + "(\\s|[=:]|$).*");
        int number = 0;
        while (number < lines.size() && !line.matcher(lines.get(number)).matches()) number++;
        return number == lines.size() ? "in " + file : "in " + file + ", line " + (number + 1);
    }

    private void putVariable(String name, String value) {
        if (name.startsWith(KAFKA)) {
            kafka.put(name.substring(KAFKA.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
        }
        if (!name.startsWith(FOOTFALL) || OF_LAUNCHER.contains(name)) return;
        Setting setting = named(name, Setting::environmentName, "in the environment");
        put(setting, value.strip(), "in the environment (" + name + ")");
    }

    private void put(Setting setting, String value, String where) {
        if (!setting.accepts(value)) {
            String shown = setting.isSecret() ? "a secret of " + value.length() + " characters" : "'" + value + "'";
            throw new IllegalArgumentException(
                    setting.key() + " " + where + " is " + shown + ": allowed is " + setting.allowed());
        }
        values.put(setting, value);
        given.add(setting);
    }

    private void load(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            var properties = new Properties();
            properties.load(new StringReader(String.join("\n", lines)));
            for (String key : new TreeSet<>(properties.stringPropertyNames())) {
                put(key, properties.getProperty(key), place(file, lines, key));
            }
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("no configuration file exists at " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the configuration file " + file + " cannot be read: " + Unchecked.reason(e), e);
        }
    }
}
