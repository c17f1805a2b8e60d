package dev.footfall.bench.cli;

import dev.footfall.cli.Main;
import dev.footfall.cli.StandardOutput;
import picocli.CommandLine;

/** The product's command line with {@code bench} in it: the main class of {@code footfall-bench.jar}. */
public final class BenchMain {
    private BenchMain() {}

    public static void main(String[] arguments) {
        System.exit(StandardOutput.execute(commandLine(), arguments));
    }

    static CommandLine commandLine() {
        return Main.commandLine(new BenchCommand());
    }
}
