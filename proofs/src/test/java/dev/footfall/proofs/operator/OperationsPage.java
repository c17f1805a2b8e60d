package dev.footfall.proofs.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The commands of docs/operations.md, by the headings above them. */
final class OperationsPage {
    private static final Path PAGE = Path.of("../docs/operations.md");
    private static final Pattern HEADING = Pattern.compile("(?m)^##+ (.*)$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```sh\n(.*?)^ *```$");

    private OperationsPage() {}

    /** The lines between this heading and the next one that are commands. */
    static List<String> commands(String heading) {
        return BLOCK.matcher(section(heading))
                .results()
                .flatMap(block -> block.group(1).lines())
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** The one that begins with these words. */
    static String command(String heading, String beginning) {
        return commands(heading).stream()
                .filter(command -> command.startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new AssertionError(heading + " has no command " + beginning));
    }

    private static String section(String heading) {
        String page = text();
        int start = HEADING.matcher(page)
                .results()
                .filter(found -> found.group(1).equals(heading))
                .findFirst()
                .orElseThrow(() -> new AssertionError(PAGE + " has no heading " + heading))
                .end();
        String rest = page.substring(start);
        return HEADING.matcher(rest)
                .results()
                .findFirst()
                .map(next -> rest.substring(0, next.start()))
                .orElse(rest);
    }

    private static String text() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
