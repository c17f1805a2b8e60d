package dev.footfall.aggregator.counting;

import dev.footfall.events.DownloadEvent;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientPattern;
import dev.footfall.rules.clients.ClientRule;
import dev.footfall.rules.clients.ClientRules;
import dev.footfall.rules.clients.VisitorDay;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.regex.Pattern;

/** The class of an event's client by the definition: every pattern of every rule, one after another, until one matches. */
final class NaiveClasses {
    private NaiveClasses() {}

    static ClientClass of(ClientRules rules, DownloadEvent event) {
        for (ClientRule rule : rules.rules()) {
            for (ClientPattern pattern : rule.patterns()) {
                if (matches(pattern, event)) return pattern.type();
            }
        }
        return ClientClass.UNKNOWN;
    }

    private static boolean matches(ClientPattern pattern, DownloadEvent event) {
        String agent = Objects.requireNonNullElse(event.details().userAgent(), "");
        String text = pattern.text();
        return switch (pattern.form()) {
            case AGENT_PREFIX -> agent.startsWith(text);
            case AGENT_CONTAINS -> agent.contains(text);
            case AGENT_EQUALS -> agent.equals(text);
            case AGENT_MATCHES -> Pattern.compile(text).matcher(agent).find();
            case USER ->
                event.visitor().authenticated() && event.visitor().value().equals(text);
            case NETWORK -> text.equals(event.details().network());
            case VISITOR_DAYS -> text.equals(new VisitorDay(day(event), event.visitor()).toString());
        };
    }

    private static LocalDate day(DownloadEvent event) {
        return LocalDate.ofInstant(event.time(), ZoneOffset.UTC);
    }
}
