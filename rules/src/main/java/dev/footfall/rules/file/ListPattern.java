package dev.footfall.rules.file;

import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientPattern;
import dev.footfall.rules.clients.ClientPattern.Form;
import java.util.Optional;

/** A list's regular expression as a literal, where it is no more than that. */
final class ListPattern {
    private static final String SPECIAL = ".^$*+?()[]{}|";

    private ListPattern() {}

    /**
     * The pattern in its simplest form: a part of the agent, its beginning, or a regular expression.
     *
     * @throws IllegalArgumentException if it is none of RE2
     */
    static ClientPattern of(String regex, ClientClass type) {
        boolean isAnchored = regex.startsWith("^");
        Form form = isAnchored ? Form.AGENT_PREFIX : Form.AGENT_CONTAINS;
        return literal(isAnchored ? regex.substring(1) : regex)
                .filter(text -> !text.isEmpty())
                .map(text -> new ClientPattern(form, text, type))
                .orElseGet(() -> new ClientPattern(Form.AGENT_MATCHES, regex, type));
    }

    /** The text that this matches, if it is one; an escaped mark is itself, an escaped letter means something else. */
    private static Optional<String> literal(String regex) {
        var text = new StringBuilder();
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            boolean isEscaped = c == '\\';
            if (isEscaped && ++i == regex.length()) return Optional.empty();
            char meant = regex.charAt(i);
            boolean isMark = meant < 0x80 && !Character.isLetterOrDigit(meant);
            if (isEscaped ? !isMark : SPECIAL.indexOf(c) >= 0) return Optional.empty();
            text.append(meant);
        }
        return Optional.of(text.toString());
    }
}
