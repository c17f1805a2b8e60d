package dev.footfall.rules;

import dev.footfall.events.Sha256;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientPattern;
import dev.footfall.rules.clients.ClientRule;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A line for each value that decides, in fixed order, texts after lengths; not the order of keys, names or comments. */
public final class RuleDigest {
    private static final String FORM = "footfall rules 1";
    private static final int SHOWN = 12;

    private final StringBuilder lines = new StringBuilder();

    private RuleDigest() {}

    public static String of(CountingRules rules, List<String> projections) {
        byte[] form = canonical(rules, projections).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Sha256.begin().digest(form)).substring(0, SHOWN);
    }

    private static String canonical(CountingRules rules, List<String> projections) {
        var digest = new RuleDigest();
        digest.line(FORM);
        digest.line("gap", rules.gap().toMillis());
        digest.line("retention", rules.retention().toMillis());
        digest.line("redirects", rules.redirects());
        digest.line("projections", String.join(",", projections));
        digest.line(
                "partial",
                rules.partial()
                        .map(rule -> rule.belowBytes() + " " + rule.belowShare())
                        .orElse("off"));
        if (!rules.slots().isEmpty())
            digest.line("slots", rules.slots().session(), rules.slots().doubleClick());
        rules.withdrawn().all().stream()
                .map(Withdrawal::toString)
                .distinct()
                .sorted()
                .forEach(events -> digest.line("withdrawn", events.length(), events));
        rules.paths().ignored().stream().distinct().sorted().forEach(path -> digest.line("path", path.length(), path));
        for (ClientClass type : ClientClass.values()) {
            digest.line("class", type.label(), rules.clients().counts(type) ? "count" : "exclude");
        }
        rules.clients().rules().forEach(digest::add);
        return digest.lines.toString();
    }

    /** A rule's own patterns give one class, so that their order is nothing; in a list it decides between tags. */
    private void add(ClientRule rule) {
        line("rule");
        List<String> patterns = rule.patterns().stream().map(RuleDigest::text).toList();
        Stream<String> inOrder =
                rule.isList() ? patterns.stream() : patterns.stream().sorted();
        inOrder.forEach(this::line);
    }

    private static String text(ClientPattern pattern) {
        String text = pattern.text();
        return pattern.type().label() + " " + pattern.form().key() + " " + text.length() + " " + text;
    }

    private void line(Object... words) {
        for (Object word : words) lines.append(word).append(' ');
        lines.append('\n');
    }
}
