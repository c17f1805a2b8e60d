package dev.footfall.proofs;

import dev.footfall.bench.Figures;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The system properties of one proof, as {@code -Dchaos.minutes=30} gives them.
 *
 * @param proof the first word of their names
 * @param values by the rest of the name
 */
public record ProofProperties(String proof, Map<String, String> values) {
    private static final String SETTING = "set.";

    /** The properties of this proof that this JVM was given. */
    public static ProofProperties of(String proof) {
        return in(System.getProperties(), proof);
    }

    static ProofProperties in(Properties all, String proof) {
        var values = new LinkedHashMap<String, String>();
        for (String name : all.stringPropertyNames()) {
            if (name.startsWith(proof + ".")) values.put(name.substring(proof.length() + 1), all.getProperty(name));
        }
        return new ProofProperties(proof, values);
    }

    /** True if none is given: the short forms run. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * Refuses a name that is none of these and no setting.
     *
     * @throws IllegalArgumentException if there is one
     */
    public void requireKnown(Collection<String> names) {
        var unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(names);
        unknown.removeIf(name -> name.equals("config") || name.startsWith(SETTING));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    proof + "." + unknown.first() + " is no option: there are " + new TreeSet<>(names));
        }
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** True if the option is given, with no value or {@code true}. */
    public boolean flag(String name) {
        String value = values.get(name);
        return value != null && (value.isEmpty() || Boolean.parseBoolean(value));
    }

    /** A whole number, as 5000000 or 5M. */
    public long number(String name, long otherwise) {
        return text(name).map(value -> parsed(name, value)).orElse(otherwise);
    }

    public int smallNumber(String name, int otherwise) {
        long number = number(name, otherwise);
        if (number <= Integer.MAX_VALUE) return (int) number;
        throw new IllegalArgumentException(option(name) + " is " + number + ": too large");
    }

    public double decimal(String name, double otherwise) {
        try {
            return text(name).map(Double::parseDouble).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option(name) + " is " + values.get(name) + ": no number", e);
        }
    }

    public Optional<Path> path(String name) {
        return text(name).map(Path::of);
    }

    /** The product's settings: {@code set.KEY} before the environment before the file {@code config}. */
    public Settings settings() {
        var set = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> {
            if (name.startsWith(SETTING)) set.put(name.substring(SETTING.length()), value);
        });
        return Settings.read(path("config").orElse(null), System.getenv(), set);
    }

    /** Prints lines on the progress. */
    public Consumer<String> notes() {
        return note -> System.err.println(proof + ": " + note);
    }

    private long parsed(String name, String value) {
        try {
            return Figures.quantity(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option(name) + ": " + e.getMessage(), e);
        }
    }

    private String option(String name) {
        return proof + "." + name;
    }
}
