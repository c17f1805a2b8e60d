package dev.footfall.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.bench.cli.CommandNames;
import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.file.RuleFile;
import dev.footfall.standalone.settings.Setting;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that every name in backticks in the README, the other texts beside it and docs/ exists. */
class DocsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern COMMAND =
            Pattern.compile("(?m)(?:^|[\\s`(])(?:\\./)?footfall ([a-z]+(?:-[a-z]+)*)\\b");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern WORKFLOW = Pattern.compile("\\.\\./\\.\\./actions/workflows/([^/]+)(?:/badge\\.svg)?");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"");
    private static final Pattern TOPIC = Pattern.compile("footfall\\.[a-z-]+\\.v\\d+");
    private static final Pattern RULES = Pattern.compile("(?:default|robots-apart|counter)@[0-9a-f]{12}");
    private static final Pattern VARIABLE = Pattern.compile("FOOTFALL_[A-Z_]*[A-Z]");
    private static final Pattern KEY = Pattern.compile("([a-z]+(?:\\.[a-z-]+)+)(?:=.*)?");
    private static final Pattern OURS_OR_KAFKAS =
            Pattern.compile("(?:dev/footfall|org/apache/kafka/(?:streams|clients))/(?:.*[/$])?([^/$]+)\\.class");
    private static final Pattern CLASS = Pattern.compile("[A-Z][a-z]+(?:[A-Z][a-z]+)+");

    @Test
    void everySettingThatIsNamedExists() {
        Set<String> known = Stream.of(Setting.values()).map(Setting::key).collect(Collectors.toSet());
        Set<String> rooms = known.stream().map(DocsTest::room).collect(Collectors.toSet());

        var unknown = new TreeSet<String>();
        for (String code : code()) {
            var matcher = KEY.matcher(code);
            if (!matcher.matches() || !rooms.contains(room(matcher.group(1)))) continue;
            if (!known.contains(matcher.group(1))) unknown.add(code);
        }
        assertEquals(Set.of(), unknown);
    }

    @Test
    void everyVariableThatIsNamedExists() {
        Set<String> known = Stream.of(Setting.values())
                .map(Setting::environmentName)
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(List.of("FOOTFALL_JAVA", "FOOTFALL_JAVA_OPTS"));

        assertEquals(Set.of(), without(known, found(VARIABLE)));
    }

    @Test
    void everyLinkLeadsToAPageAndItsHeading() throws IOException {
        var broken = new TreeSet<String>();
        for (Path page : pages()) {
            for (MatchResult link : LINK.matcher(text(page).replaceAll("(?ms)^ *```.*?^ *```", ""))
                    .results()
                    .toList()) {
                Path target = target(page, link.group(1));
                if (!Files.exists(target)) broken.add(page + " " + link.group());
                else if (link.group(2) != null && !anchors(text(target)).contains(link.group(2)))
                    broken.add(page + " " + link.group());
            }
        }
        assertEquals(Set.of(), broken);
    }

    /** The file that a link leads to; the page of a workflow is beside the sources, and known by the workflow's name. */
    private static Path target(Path page, String link) {
        Matcher workflow = WORKFLOW.matcher(link);
        if (workflow.matches()) return ROOT.resolve(".github/workflows").resolve(workflow.group(1));
        return link.isEmpty() ? page : page.resolveSibling(link);
    }

    /** The names under which GitHub shows the headings of a page, and those of its own. */
    private static Set<String> anchors(String page) {
        Stream<String> headings = HEADING.matcher(page)
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'));
        Stream<String> own = ANCHOR.matcher(page).results().map(anchor -> anchor.group(1));
        return Stream.concat(headings, own).collect(Collectors.toSet());
    }

    @Test
    void everyTopicThatIsNamedExists() {
        Set<String> known = Topics.STANDARD.all().stream().map(Topic::name).collect(Collectors.toSet());

        assertEquals(Set.of(), without(known, found(TOPIC)));
    }

    @Test
    void everyDigestIsThatOfItsRules() {
        RuleFile demo = RuleFile.of("default").with("projections", String.join(",", ProjectionNames.ALL));
        Set<String> known = Stream.concat(RuleFile.IN_THE_PROGRAM.stream().map(RuleFile::of), Stream.of(demo))
                .map(RuleFile::id)
                .collect(Collectors.toSet());

        assertEquals(Set.of(), without(known, found(RULES)));
    }

    @Test
    void everyCommandThatIsNamedExists() {
        var named = new TreeSet<String>();
        for (String text : texts()) {
            for (String code : fencedAndInline(text)) {
                COMMAND.matcher(code).results().map(result -> result.group(1)).forEach(named::add);
            }
        }

        assertEquals(Set.of(), without(CommandNames.all(), named));
    }

    @Test
    void everyClassThatIsNamedExists() {
        Set<String> known = new TreeSet<>(tests());
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1))
            known.addAll(classes(part));
        Set<String> named =
                code().stream().filter(code -> CLASS.matcher(code).matches()).collect(Collectors.toSet());

        assertEquals(Set.of(), without(known, named));
    }

    /** The simple names of the classes in a jar or a directory that are Footfall's or of Kafka's clients. */
    private static Set<String> classes(String part) {
        Path path = Path.of(part);
        if (Files.isDirectory(path)) return classesIn(path);
        try (FileSystem jar = FileSystems.newFileSystem(path)) {
            return classesIn(jar.getPath("/"));
        } catch (IOException e) {
            throw new AssertionError(part, e);
        }
    }

    private static Set<String> classesIn(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(
                            file -> OURS_OR_KAFKAS.matcher(root.relativize(file).toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new AssertionError(root.toString(), e);
        }
    }

    /** The tests of all rooms, by the names of their files: they are not on the class path here. */
    private static Set<String> tests() {
        try (Stream<Path> files = Files.find(
                ROOT,
                20,
                (file, any) -> file.toString().contains("src/test/java")
                        && file.toString().endsWith(".java"))) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyGroupAndStoreTopicThatIsNamedBelongsToTheAggregator() {
        StateId main = StateId.main(new RuleSet("unnamed", CountingRules.DEFAULT, 1, Projections.ALL));
        Set<String> named = code().stream()
                .filter(code -> code.matches("footfall-[a-z-]+"))
                .filter(code -> !code.equals(main.applicationId()) && !main.isChangelog(code))
                .collect(Collectors.toSet());

        var known =
                new TreeSet<>(Set.of("footfall-ingest", "footfall-ingest-probe", "footfall-lines", "footfall-move"));
        known.add(Topics.LOG_TIME_HEADER);
        for (TopicSpec topic : TopicSpec.values()) topic.transactionalId().ifPresent(known::add);
        assertEquals(Set.of(), without(known, named));
    }

    private static String room(String key) {
        return key.replaceFirst("\\..*", "");
    }

    private static Set<String> without(Set<String> known, Set<String> named) {
        var unknown = new TreeSet<>(named);
        unknown.removeAll(known);
        return unknown;
    }

    private static Set<String> found(Pattern pattern) {
        return texts().stream()
                .flatMap(text -> pattern.matcher(text).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    /** The texts in backticks within a line. */
    private static Set<String> code() {
        return texts().stream()
                .flatMap(text -> CODE.matcher(text).results())
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }

    private static List<String> fencedAndInline(String text) {
        var code = new ArrayList<String>();
        String[] parts = text.split("(?m)^```.*$", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i % 2 == 1) code.add(parts[i]);
            else CODE.matcher(parts[i]).results().map(MatchResult::group).forEach(code::add);
        }
        return code;
    }

    private static List<String> texts() {
        return pages().stream().map(DocsTest::text).toList();
    }

    private static List<Path> pages() {
        try (Stream<Path> beside = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(beside, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
