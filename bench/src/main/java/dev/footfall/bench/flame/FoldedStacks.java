package dev.footfall.bench.flame;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Samples of stacks as a tree: the first level are groups of threads, below them frames, each with the samples in which it was
 * on the stack. Threads whose names differ in numbers alone are one group, and so are lambdas of one class; the
 * frames that every thread begins with are left out.
 *
 * <p>Read from async-profiler's <a href="https://github.com/async-profiler/async-profiler/blob/master/docs/OutputFormats.md">
 * collapsed stacks</a>: {@code [thread tid=1];frame;frame 42}.
 */
public final class FoldedStacks {
    private static final Pattern THREAD_ID = Pattern.compile(" ?tid=\\d+");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z0-9])\\d+|\\d+$");
    private static final Pattern LAMBDA = Pattern.compile("\\$\\$Lambda[$./0-9a-fx]*?(?=\\.[A-Za-z<])");

    /** The end of a compiler thread's name on Linux, which keeps 15 characters of it. */
    private static final String CUT_NAME = "CompilerThre";

    /** The frames that every thread of a JVM begins with. */
    private static final Set<String> BEGINNINGS =
            Set.of("clone", "clone3", "__clone", "start_thread", "thread_native_entry", "Thread::call_run");

    private final Frame all = new Frame("all");

    /** A frame below certain others. */
    public static final class Frame {
        private final String name;
        private final Map<String, Frame> callees = new TreeMap<>();
        private long samples;

        private Frame(String name) {
            this.name = name;
        }

        /** As the profiler names it: {@code package/Class.method}, or a native function. */
        public String name() {
            return name;
        }

        /** The samples that have it on the stack. */
        public long samples() {
            return samples;
        }

        /** The frames that it calls, by name. */
        public Collection<Frame> callees() {
            return callees.values();
        }

        private Frame call(String callee, long number) {
            Frame frame = callees.computeIfAbsent(callee, Frame::new);
            frame.samples += number;
            return frame;
        }
    }

    /**
     * Folds collapsed stacks.
     *
     * @throws IllegalArgumentException if a line is none
     */
    public static FoldedStacks of(Stream<String> lines) {
        var folded = new FoldedStacks();
        lines.filter(line -> !line.isBlank()).forEach(folded::add);
        return folded;
    }

    private void add(String line) {
        int blank = line.lastIndexOf(' ');
        long samples = number(line, blank);
        all.samples += samples;
        String[] names = line.substring(0, blank).split(";", -1);
        Frame frame = all.call(thread(names[0]), samples);
        boolean isBeginning = true;
        for (String name : List.of(names).subList(1, names.length)) {
            isBeginning &= BEGINNINGS.contains(name);
            if (!isBeginning) frame = frame.call(LAMBDA.matcher(name).replaceAll("\\$\\$Lambda"), samples);
        }
    }

    private static long number(String line, int blank) {
        try {
            if (blank > 0) return Long.parseLong(line.substring(blank + 1));
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("no collapsed stack: " + line);
    }

    /** The name of a thread's group: {@code [StreamThread-3 tid=17]} is of {@code StreamThread-*}. */
    static String thread(String name) {
        String bare = THREAD_ID.matcher(name.replaceAll("^\\[|\\]$", "")).replaceAll("");
        String group = NUMBER.matcher(UUID.matcher(bare).replaceAll("*")).replaceAll("*");
        if (group.isEmpty()) return "(no name)";
        return group.endsWith(CUT_NAME) ? group + "ad" : group;
    }

    /** The frame of all samples. */
    public Frame all() {
        return all;
    }
}
