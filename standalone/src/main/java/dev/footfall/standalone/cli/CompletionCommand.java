package dev.footfall.standalone.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code footfall completion}. */
@Command(
        name = "completion",
        description = "Print a script by which bash and zsh complete commands and options.",
        footerHeading = "%nExamples:%n",
        footer = {"  source <(footfall completion)", "  footfall completion > /etc/bash_completion.d/footfall"})
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec root = requireNonNull(spec).root();
        Output.of(spec).print(AutoComplete.bash(root.name(), root.commandLine()));
        Output.of(spec).flush();
        return 0;
    }
}
