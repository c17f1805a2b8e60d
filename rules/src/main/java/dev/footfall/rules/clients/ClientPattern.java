package dev.footfall.rules.clients;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * One thing by which a rule knows a client, and the class that it gives.
 *
 * @param form the part of the request that is compared, and how; always by bytes, so that case matters
 * @param text the literal, the regular expression or the {@link VisitorDay}; empty for {@link PatternForm#AGENT_EQUALS} alone,
 *     which is no agent then
 */
public record ClientPattern(PatternForm form, String text, ClientClass type) {
    public static final int MAX_LENGTH = 256;

    private static final int MAX_PROGRAM = 4_096;
    private static final int MAX_PRODUCT = 1_000;
    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

    public ClientPattern {
        if (form == PatternForm.VISITOR_DAYS) {
            VisitorDay.parse(text);
        } else if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a text of at most " + MAX_LENGTH + " characters");
        }
        if (text.isEmpty() && form != PatternForm.AGENT_EQUALS) {
            throw new IllegalArgumentException("a text; '' is allowed only for agent-equals and means no agent");
        }
        if (form == PatternForm.AGENT_MATCHES) regex(text);
    }

    Pattern regex() {
        return regex(text);
    }

    private static Pattern regex(String text) {
        try {
            requireFewRepeats(text);
            Pattern pattern = Pattern.compile(text);
            if (pattern.programSize() > MAX_PROGRAM) throw new IllegalArgumentException("a smaller regular expression");
            return pattern;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "a regular expression of RE2, without look-around or back-references (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public String toString() {
        return form.key() + " '" + text + "'";
    }

    /** Refuses patterns whose counted repetitions multiply to over 1,000: {@code ((a{999}){999}){999}} fills memory. */
    private static void requireFewRepeats(String regex) {
        Matcher counts = COUNT.matcher(regex);
        long product = 1;
        while (counts.find()) {
            String most = counts.group(2);
            product *= Math.max(1, Long.parseLong(most == null || most.isEmpty() ? counts.group(1) : most));
            if (product > MAX_PRODUCT) {
                throw new IllegalArgumentException(
                        "a regular expression whose repetitions multiply to at most " + MAX_PRODUCT);
            }
        }
    }
}
