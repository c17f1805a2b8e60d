package dev.footfall.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program that this process runs, for others of it.
 *
 * <p>Where {@code footfall.jar} is a property, as the launcher and integration tests set it, the product's classes are those of that jar, and
 * are mapped out of the archive beside it if one was made of it: a process starts for less processor time then.
 */
public final class OwnProgram {
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final Optional<File> JAR =
            Optional.ofNullable(System.getProperty("footfall.jar")).map(File::new);

    private OwnProgram() {}

    /** The words by which a JVM runs one of its main classes. */
    public static Stream<String> words(Class<?> main) {
        Stream<String> mapped =
                JAR.flatMap(OwnProgram::archive).map(archive -> "-XX:SharedArchiveFile=" + archive).stream();
        String path = JAR.map(jar -> jar + File.pathSeparator + CLASS_PATH).orElse(CLASS_PATH);
        return Stream.concat(mapped, Stream.of("-cp", path, main.getName()));
    }

    /** The tests' archive, or the launcher's. One of an older jar would be refused in words, where answers are expected. */
    private static Optional<Path> archive(File jar) {
        return Stream.of("footfall.jsa", "footfall-java" + Runtime.version().feature() + ".jsa")
                .map(name -> new File(jar.getParentFile(), name))
                .filter(file -> file.lastModified() > jar.lastModified())
                .map(File::toPath)
                .findFirst();
    }
}
