import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Counts how the product's sources are divided: {@code java .ci/House.java [--list] [DIR]}.
 *
 * <p>Main sources alone are read, and parsed, not compiled. A nested type is used elsewhere if another file names it: by an
 * import, or through its owner. An arrow is a file of one module that imports a type of another, each such pair once. A circle is a
 * set of files that name each other's types, in a ring; what a sealed type permits, and Javadoc, are left out. Comments are lines
 * that have nothing else.
 */
public final class House {
    private static final String PRODUCT = "dev.footfall";

    private final Map<String, Source> sources = new TreeMap<>(); // by the top-level type's qualified name

    /** A file, with the types it declares and the product's types it names. */
    private static final class Source {
        final String module;
        final String packageName;
        final String name;
        final Map<String, Integer> nested = new TreeMap<>(); // Outer.Nested → lines
        final Map<String, String> imports = new HashMap<>(); // simple name → what is imported
        final Set<List<String>> names = new java.util.HashSet<>(); // A.B.c as [A, B, c]
        final Set<String> uses = new TreeSet<>(); // qualified top-level types
        final Set<String> usesNested = new TreeSet<>(); // qualified nested types
        int lines;
        int comments;

        Source(String module, String packageName, String name) {
            this.module = module;
            this.packageName = packageName;
            this.name = name;
        }

        String qualified() {
            return packageName + "." + name;
        }
    }

    public static void main(String[] arguments) throws IOException {
        List<String> given = new ArrayList<>(List.of(arguments));
        boolean isListed = given.remove("--list");
        Path root = Path.of(given.isEmpty() ? "." : given.get(0));
        House house = new House();
        house.read(root);
        house.resolve();
        house.print(isListed);
    }

    private void read(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(root, 30)) {
            files = found.filter(file -> isMain(root.relativize(file))).sorted().toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("--release", "17"), null, manager.getJavaFileObjectsFromPaths(files));
            for (CompilationUnitTree unit : task.parse()) {
                Path file = root.toAbsolutePath().relativize(Path.of(unit.getSourceFile().toUri()));
                if (unit.getTypeDecls().isEmpty()) continue;
                add(file, unit);
            }
        }
    }

    private static boolean isMain(Path file) {
        String name = file.toString();
        return name.endsWith(".java") && name.matches("[^/]+/src/main/java/.*") && !name.endsWith("module-info.java");
    }

    private void add(Path file, CompilationUnitTree unit) throws IOException {
        String name = file.getFileName().toString().replace(".java", "");
        Source source = new Source(
                file.getName(0).toString(), String.valueOf(unit.getPackageName()), name);
        String text = unit.getSourceFile().getCharContent(true).toString();
        source.lines = (int) text.lines().count();
        source.comments = (int) text.lines().map(String::strip).filter(House::isComment).count();
        for (ImportTree imported : unit.getImports()) {
            String path = imported.getQualifiedIdentifier().toString();
            source.imports.put(path.substring(path.lastIndexOf('.') + 1), path);
        }
        for (Tree type : unit.getTypeDecls()) scan(type, source, unit);
        sources.put(source.qualified(), source);
    }

    private static boolean isComment(String line) {
        return line.startsWith("//") || line.startsWith("/*") || line.startsWith("*");
    }

    private static void scan(Tree type, Source source, CompilationUnitTree unit) {
        new TreeScanner<Void, String>() {
            @Override
            public Void visitClass(ClassTree tree, String owner) {
                if (tree.getSimpleName().isEmpty() || owner == null && !tree.getSimpleName().contentEquals(source.name)) {
                    return scanMembers(tree, owner);
                }
                String path = owner == null ? source.name : owner + "." + tree.getSimpleName();
                if (owner != null) source.nested.put(path, tree.toString().split("\n").length);
                return scanMembers(tree, path);
            }

            /** All but what a sealed type permits. */
            private Void scanMembers(ClassTree tree, String path) {
                scan(tree.getModifiers(), path);
                scan(tree.getTypeParameters(), path);
                scan(tree.getExtendsClause(), path);
                scan(tree.getImplementsClause(), path);
                return scan(tree.getMembers(), path);
            }

            @Override
            public Void visitIdentifier(IdentifierTree tree, String owner) {
                source.names.add(List.of(tree.getName().toString()));
                return null;
            }

            @Override
            public Void visitMemberSelect(MemberSelectTree tree, String owner) {
                List<String> path = path(tree);
                if (path != null) source.names.add(path);
                return super.visitMemberSelect(tree, owner);
            }
        }.scan(type, null);
    }

    private static List<String> path(Tree tree) {
        if (tree instanceof IdentifierTree identifier) return List.of(identifier.getName().toString());
        if (!(tree instanceof MemberSelectTree select)) return null;
        List<String> before = path(select.getExpression());
        if (before == null) return null;
        List<String> path = new ArrayList<>(before);
        path.add(select.getIdentifier().toString());
        return path;
    }

    private void resolve() {
        for (Source source : sources.values()) {
            for (String path : source.imports.values()) use(source, path);
            for (List<String> path : source.names) {
                String first = path.get(0);
                if (path.size() == 1 && source.imports.containsKey(first)) continue;
                String head = source.imports.getOrDefault(first, source.packageName + "." + first);
                use(source, path.size() == 1 ? head : head + "." + String.join(".", path.subList(1, path.size())));
            }
        }
    }

    /** Notes the types that a qualified path names: a file's, and one nested in it. */
    private void use(Source source, String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
            Source used = sources.get(path.substring(0, end));
            if (used == null) continue;
            if (used == source) return;
            source.uses.add(used.qualified());
            String rest = path.substring(end);
            for (String nested : used.nested.keySet()) {
                String tail = nested.substring(used.name.length());
                if (rest.equals(tail) || rest.startsWith(tail + ".")) source.usesNested.add(used.packageName + "." + nested);
            }
            return;
        }
    }

    private void print(boolean isListed) {
        Map<String, int[]> modules = new TreeMap<>();
        Map<String, Set<String>> meanings = new TreeMap<>();
        Map<String, Set<String>> users = new TreeMap<>();
        Map<String, Integer> arrows = new TreeMap<>();
        int nested = 0;
        for (Source source : sources.values()) {
            int[] sums = modules.computeIfAbsent(source.module, module -> new int[3]);
            sums[0]++;
            sums[1] += source.lines;
            sums[2] += source.comments;
            nested += source.nested.size();
            meanings.computeIfAbsent(source.name, name -> new TreeSet<>()).add(source.qualified());
            for (String path : source.nested.keySet()) {
                meanings.computeIfAbsent(path.substring(path.lastIndexOf('.') + 1), name -> new TreeSet<>())
                        .add(source.packageName + "." + path);
            }
            for (String used : source.usesNested) {
                users.computeIfAbsent(used, name -> new TreeSet<>()).add(source.qualified());
            }
            for (String used : source.uses) {
                String other = sources.get(used).module;
                if (!other.equals(source.module)) arrows.merge(source.module + " → " + other, 1, Integer::sum);
            }
        }
        meanings.values().removeIf(types -> types.size() < 2);
        List<Set<String>> circles = circles();

        System.out.printf("%-12s %6s %8s %9s%n", "module", "files", "lines", "comments");
        modules.forEach((module, sums) ->
                System.out.printf("%-12s %6d %8d %7d %%%n", module, sums[0], sums[1], Math.round(100.0 * sums[2] / sums[1])));
        int lines = modules.values().stream().mapToInt(sums -> sums[1]).sum();
        int comments = modules.values().stream().mapToInt(sums -> sums[2]).sum();
        System.out.printf("%-12s %6d %8d %7d %%%n%n", "all", sources.size(), lines, Math.round(100.0 * comments / lines));
        System.out.printf("nested types %d, used elsewhere %d: %.2f a file%n", nested, users.size(), (double) users.size() / sources.size());
        System.out.printf("names with several meanings %d, of %d types%n",
                meanings.size(), meanings.values().stream().mapToInt(Set::size).sum());
        System.out.printf("circles of files %d%n", circles.size());
        System.out.printf("arrows %s%n", arrows);
        if (!isListed) return;
        System.out.println("\nnested types used elsewhere, with their lines and how many files use them:");
        users.forEach((type, files) -> {
            Source owner = owner(type);
            System.out.printf("%s\t%d\t%d\t%s%n", type, owner.nested.get(type.substring(owner.packageName.length() + 1)),
                    files.size(), String.join(" ", files));
        });
        System.out.println("\nnames with several meanings:");
        meanings.forEach((name, types) -> System.out.printf("%s\t%s%n", name, String.join(" ", types)));
        System.out.println("\ncircles:");
        circles.forEach(circle -> System.out.println(String.join(" ", circle)));
    }

    private Source owner(String nested) {
        String path = nested;
        while (!sources.containsKey(path)) path = path.substring(0, path.lastIndexOf('.'));
        return sources.get(path);
    }

    /** The strongly connected components of more than one file (Tarjan's algorithm). */
    private List<Set<String>> circles() {
        List<Set<String>> circles = new ArrayList<>();
        Map<String, Integer> index = new HashMap<>();
        Map<String, Integer> low = new HashMap<>();
        Deque<String> stack = new ArrayDeque<>();
        for (String file : sources.keySet()) {
            if (!index.containsKey(file)) connect(file, index, low, stack, circles);
        }
        return circles;
    }

    private void connect(
            String file, Map<String, Integer> index, Map<String, Integer> low, Deque<String> stack, List<Set<String>> circles) {
        index.put(file, index.size());
        low.put(file, index.get(file));
        stack.push(file);
        for (String used : sources.get(file).uses) {
            if (!index.containsKey(used)) {
                connect(used, index, low, stack, circles);
                low.merge(file, low.get(used), Math::min);
            } else if (stack.contains(used)) {
                low.merge(file, index.get(used), Math::min);
            }
        }
        if (!low.get(file).equals(index.get(file))) return;
        Set<String> circle = new TreeSet<>();
        String member;
        do {
            member = stack.pop();
            circle.add(member);
        } while (!member.equals(file));
        if (circle.size() > 1) circles.add(circle);
    }
}
