package dev.footfall.cli;

import dev.footfall.events.UserId;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.DurationText;
import dev.footfall.rules.PartialRule;
import dev.footfall.rules.PathRule;
import dev.footfall.rules.Withdrawal;
import dev.footfall.rules.WithdrawalRule;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientPattern;
import dev.footfall.rules.clients.ClientRules;
import dev.footfall.rules.clients.PatternForm;
import dev.footfall.rules.file.RuleFile;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "rules",
        description = "Show the counting rules, check a rule file, or explain how a client is classified.",
        subcommands = ExplainCommand.class,
        synopsisSubcommandLabel = "show|check|explain",
        footer = {
            "  footfall rules show default > my-rules.yaml",
            "  footfall rules check my-rules.yaml",
            "  footfall rules explain --agent 'curl/8.11.0' --rules my-rules.yaml"
        })
final class RulesCommand {
    @Mixin
    private Output output = new Output();

    @Command(
            name = "show",
            description =
                    "Print a rule set and its digest: a built-in one (default, robots-apart, counter), a file, or the "
                            + "configured one.",
            footer = {"  footfall rules show", "  footfall rules show robots-apart > my-rules.yaml"})
    void show(
            @Mixin SettingsOptions options,
            @Parameters(paramLabel = "NAME|FILE", arity = "0..1", description = "The set to print.") @Nullable
                    String which) {
        if (which != null) {
            RuleFile rules = RuleFile.of(which);
            output.print("# " + rules.id() + "\n" + rules.text());
            return;
        }
        Settings settings = options.settings();
        RuleFile rules = RoomConfigs.rules(settings);
        output.print("# " + rules.id() + overriding(settings) + "\n" + rules.effectiveText());
    }

    private static String overriding(Settings settings) {
        String given = RoomConfigs.givenRules(settings).stream()
                .map(setting -> setting.key() + "=" + settings.optional(setting).orElse("none"))
                .collect(Collectors.joining(", "));
        return given.isEmpty() ? "" : ", with " + given + " of the settings";
    }

    @Command(
            name = "check",
            description = "Read a rule file and its lists, and print a summary or the error.",
            footer = "  footfall rules check my-rules.yaml")
    void check(
            @Mixin SettingsOptions options,
            @Parameters(paramLabel = "FILE", description = "The file to check.") String file) {
        RuleFile rules = RuleFile.of(file);
        output.print(rules.id() + "\n" + TextTable.aligned(summary(rules)) + users(rules.clients()));
    }

    private static List<List<String>> summary(RuleFile rules) {
        CountingRules counting = rules.counting();
        ClientRules clients = rules.clients();
        String projections = rules.projections().isEmpty() ? "none" : String.join(", ", rules.projections());
        return List.of(
                List.of(
                        "  session",
                        "gap " + DurationText.of(counting.gap()) + ", retention "
                                + DurationText.of(counting.retention())),
                List.of("  redirects", counting.redirects().name().toLowerCase(Locale.ROOT)),
                List.of("  projections", projections),
                List.of("  withdrawn", withdrawn(counting.withdrawn())),
                List.of("  partial", counting.partial().map(RulesCommand::text).orElse("off")),
                List.of("  paths", ignored(counting.paths())),
                List.of("  excluded", excluded(clients)),
                List.of("  clients", patterns(clients)));
    }

    private static String withdrawn(WithdrawalRule rule) {
        if (rule.isEmpty()) return "no events";
        return rule.all().stream().map(RulesCommand::text).collect(Collectors.joining("; "));
    }

    private static String text(Withdrawal events) {
        return "events"
                + events.source().map(source -> " of source " + source).orElse("")
                + events.repository()
                        .map(repository -> " of " + repository.key())
                        .orElse("")
                + events.from().map(time -> " from " + time).orElse("")
                + events.to().map(time -> " before " + time).orElse("");
    }

    private static String users(ClientRules clients) {
        boolean areNamed = patterns(clients, PatternForm.USER).anyMatch(pattern -> UserId.isName(pattern.text()));
        return areNamed ? "a user given by name matches no event that has an id instead (ingest.users=ids)\n" : "";
    }

    private static Stream<ClientPattern> patterns(ClientRules clients, PatternForm form) {
        return clients.rules().stream()
                .flatMap(rule -> rule.patterns().stream())
                .filter(pattern -> pattern.form() == form);
    }

    private static String text(PartialRule partial) {
        return "below " + partial.belowBytes() + " bytes and " + partial.belowShare() + " of the file";
    }

    private static String ignored(PathRule paths) {
        return paths.isEmpty() ? "none ignored" : String.join(", ", paths.ignored()) + " ignored";
    }

    private static String excluded(ClientRules clients) {
        if (clients.excluded().isEmpty()) return "no class";
        return clients.excluded().stream().sorted().map(ClientClass::label).collect(Collectors.joining(", "));
    }

    private static String patterns(ClientRules clients) {
        List<ClientPattern> patterns = clients.rules().stream()
                .flatMap(rule -> rule.patterns().stream())
                .toList();
        long regexes = patterns(clients, PatternForm.AGENT_MATCHES).count();
        return clients.rules().size() + (clients.rules().size() == 1 ? " rule, " : " rules, ") + patterns.size()
                + " patterns, " + regexes + " of them a regular expression";
    }
}
