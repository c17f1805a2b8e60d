package dev.footfall.standalone.operations;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The services of docker-compose.yml, as far as a process is concerned. */
final class ComposeFile {
    static final Path PATH = Path.of("../docker-compose.yml");

    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+):\\?[^}]*}");

    private ComposeFile() {}

    /** A service: its image, the command that it gives it, its variables, and what it keeps (volume:directory). */
    record Service(
            String name, String image, List<String> command, Map<String, String> environment, List<String> volumes) {
        Service {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
            volumes = List.copyOf(volumes);
        }

        boolean isFootfall(String role) {
            return image.equals("footfall:latest") && command.equals(List.of(role));
        }

        boolean isKafka() {
            return image.startsWith("apache/kafka:");
        }
    }

    /**
     * All services, in their order.
     *
     * @param secrets the variables without which the file cannot be used
     */
    static Map<String, Service> services(Map<String, String> secrets) {
        var services = new LinkedHashMap<String, Service>();
        for (Map.Entry<?, ?> service : map(document().get("services")).entrySet()) {
            String name = String.valueOf(service.getKey());
            Map<?, ?> says = map(service.getValue());
            var environment = new HashMap<String, String>();
            map(says.get("environment"))
                    .forEach((key, value) -> environment.put(String.valueOf(key), resolved(value, secrets)));
            services.put(
                    name,
                    new Service(
                            name,
                            String.valueOf(says.get("image")),
                            texts(says.get("command")),
                            environment,
                            texts(says.get("volumes"))));
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

    private static String resolved(Object value, Map<String, String> secrets) {
        return REQUIRED.matcher(String.valueOf(value))
                .replaceAll(required -> requireNonNull(secrets.get(required.group(1)), required.group()))
                .replace("$$", "$");
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
