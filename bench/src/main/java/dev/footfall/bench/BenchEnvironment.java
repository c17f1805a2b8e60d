package dev.footfall.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.standalone.Standalone;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;

public final class BenchEnvironment {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private BenchEnvironment() {}

    public static ObjectNode json() {
        Runtime runtime = Runtime.getRuntime();
        String footfall = Standalone.class.getPackage().getImplementationVersion();
        return new ObjectNode(JsonNodeFactory.instance)
                .put("cpu", processor())
                .put("cores", runtime.availableProcessors())
                .put("max_heap_mib", runtime.maxMemory() >> 20)
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"))
                .put("kafka", AppInfoParser.getVersion())
                .put("footfall", footfall == null ? "(not packaged)" : footfall);
    }

    private static String processor() {
        try {
            return Files.readAllLines(PROCESSORS).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst("^[^:]*:\\s*", ""))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch"); // not a system that tells
        }
    }

    /**
     * The arguments by which a JVM runs one of this process's main classes. With the property {@code footfall.jar}, as the
     * launcher and integration tests set it, the product's classes are that jar's, mapped out of the archive beside it.
     */
    public static Stream<String> classPath(Class<?> main) {
        String own = System.getProperty("java.class.path");
        @Nullable String property = System.getProperty("footfall.jar");
        if (property == null) return Stream.of("-cp", own, main.getName());
        File jar = new File(property);
        String launchers = "footfall-java" + Runtime.version().feature();
        Stream<String> archive = Stream.of("footfall.jsa", launchers + ".jsa", launchers + ".aot")
                .map(name -> new File(jar.getParentFile(), name))
                .filter(file -> file.lastModified() > jar.lastModified()) // the JVM warns of one of an older jar
                .limit(1)
                .map(file -> (file.getName().endsWith(".aot") ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file)
                .flatMap(option ->
                        Stream.of("-Xlog:disable", option)); // what it cannot map is told on stdout, among the answers
        return Stream.concat(archive, Stream.of("-cp", jar + File.pathSeparator + own, main.getName()));
    }

    static Path program() {
        try {
            return Path.of(Standalone.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program was not found", e);
        }
    }

    /** The commit of the program's directory, "-dirty" with changes; else "unknown". */
    public static String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*")
                    .directory(requireNonNull(program().toAbsolutePath().getParent())
                            .toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? commit : "unknown";
        } catch (IOException e) {
            return "unknown"; // no git here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
