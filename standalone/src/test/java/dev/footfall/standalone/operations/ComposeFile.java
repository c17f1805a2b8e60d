package dev.footfall.standalone.operations;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The services of docker-compose.yml, as far as a process is concerned. */
final class ComposeFile {
    static final Path PATH = Path.of("../docker-compose.yml");

    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+):\\?[^}]*}");
    private static final Pattern WITH_DEFAULT = Pattern.compile("\\$\\{([A-Z_]+):-([^}]*)}");

    private ComposeFile() {}

    /** A service: its variables, and what the file says of it. */
    record Service(String name, Map<String, String> environment, Map<?, ?> says) {
        Service {
            environment = Map.copyOf(environment);
        }

        String image() {
            return String.valueOf(says.get("image"));
        }

        /** The command that it gives its image. */
        List<String> command() {
            return texts(says.get("command"));
        }

        /** Each as volume:directory, or path:directory:ro. */
        List<String> volumes() {
            return texts(says.get("volumes"));
        }

        /** Without any, {@code up} starts it. */
        List<String> profiles() {
            return texts(says.get("profiles"));
        }

        int memoryMib() {
            String limit = String.valueOf(says.get("mem_limit"));
            int number = Integer.parseInt(limit.substring(0, limit.length() - 1));
            return limit.endsWith("g") ? number << 10 : number;
        }

        boolean isFootfall() {
            return image().equals("footfall:latest");
        }

        boolean isFootfall(String role) {
            return isFootfall() && command().equals(List.of(role));
        }

        boolean isKafka() {
            return image().startsWith("apache/kafka:");
        }
    }

    /**
     * All services, in their order.
     *
     * @param given the variables of .env, at least those without which the file cannot be used
     */
    static Map<String, Service> services(Map<String, String> given) {
        var services = new LinkedHashMap<String, Service>();
        for (Map.Entry<?, ?> service : map(document().get("services")).entrySet()) {
            String name = String.valueOf(service.getKey());
            Map<?, ?> says = map(service.getValue());
            var environment = new HashMap<String, String>();
            if (texts(says.get("env_file")).contains(".env")) environment.putAll(given);
            map(says.get("environment"))
                    .forEach((key, value) ->
                            environment.put(String.valueOf(key), resolved(String.valueOf(value), given)));
            services.put(name, new Service(name, environment, says));
        }
        return services;
    }

    /** The variables that have to be given. */
    static List<String> requiredVariables() {
        return REQUIRED.matcher(text())
                .results()
                .map(result -> result.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    private static String resolved(String value, Map<String, String> given) {
        String withRequired =
                replaced(value, REQUIRED, required -> requireNonNull(given.get(required.group(1)), required::group));
        return replaced(
                        withRequired,
                        WITH_DEFAULT,
                        optional -> requireNonNullElse(given.get(optional.group(1)), optional.group(2)))
                .replace("$$", "$");
    }

    private static String replaced(String value, Pattern pattern, Function<MatchResult, String> valueOf) {
        return pattern.matcher(value).replaceAll(match -> Matcher.quoteReplacement(valueOf.apply(match)));
    }

    private static Map<?, ?> document() {
        return map(new Yaml(new SafeConstructor(new LoaderOptions())).load(text()));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String text() {
        try {
            return Files.readString(PATH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
