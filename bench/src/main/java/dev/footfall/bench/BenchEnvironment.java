package dev.footfall.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.standalone.Standalone;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.AppInfoParser;

/** The machine and the software on which a benchmark ran. */
public final class BenchEnvironment {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private BenchEnvironment() {}

    public static ObjectNode json() {
        Runtime runtime = Runtime.getRuntime();
        String footfall = Standalone.class.getPackage().getImplementationVersion();
        return JsonNodeFactory.instance
                .objectNode()
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
            if (!Files.isReadable(PROCESSORS)) return System.getProperty("os.arch");
            return Files.readAllLines(PROCESSORS).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst("^[^:]*:\\s*", ""))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch"); // not a system that tells
        }
    }

    /** The product's jar, or the directory of its classes. */
    static Path program() {
        try {
            return Path.of(Standalone.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program is nowhere", e);
        }
    }

    /** The commit that the program was built from, as far as its directory tells; with changes it is "-dirty". */
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
