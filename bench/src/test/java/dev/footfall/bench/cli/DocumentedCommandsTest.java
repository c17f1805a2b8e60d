package dev.footfall.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;

/** Checks that the program takes every command line that the documents and the files in deploy/ show. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final CommandLine PROGRAM = BenchMain.commandLine();
    private static final Pattern CALL = Pattern.compile(
            "(?<![\\w/.“-])(?:\\./)?footfall ([a-z](?:'[^'\n]*'|\"[^\"\n]*\"|[^'\"`\n|;&<>()…#])*+)(?!…)");
    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

    @Test
    void takesEveryCommandLineOfTheDocuments() throws IOException {
        var refused = new TreeSet<String>();
        for (Path file : files()) {
            CALL.matcher(Files.readString(file).replaceAll("\\\\\\n *", ""))
                    .results()
                    .map(found -> found.group(1).strip())
                    .forEach(call -> refusal(call).ifPresent(why -> refused.add(file + ": " + call + ": " + why)));
        }

        assertEquals("", String.join("\n", refused));
    }

    /** A sentence may leave out what a command works on, but no option that it needs beside others. */
    private static Optional<String> refusal(String call) {
        try {
            PROGRAM.parseArgs(words(call).toArray(String[]::new));
            return Optional.empty();
        } catch (MissingParameterException e) {
            boolean lacksAnOption =
                    call.contains(" --") && e.getMissing().stream().anyMatch(ArgSpec::isOption);
            return lacksAnOption ? Optional.of(e.toString()) : Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(e.toString());
        }
    }

    private static List<String> words(String call) {
        return WORD.matcher(call)
                .results()
                .map(MatchResult::group)
                .map(word -> word.replaceAll("['\"]", ""))
                .toList();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> beside = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> deploy = Files.walk(ROOT.resolve("deploy"))) {
            return Stream.of(beside, docs, deploy)
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().matches(".*(\\.md|\\.ya?ml|\\.conf|file)"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }
}
