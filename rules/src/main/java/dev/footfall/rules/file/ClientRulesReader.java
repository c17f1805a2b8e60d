package dev.footfall.rules.file;

import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientPattern;
import dev.footfall.rules.clients.ClientRule;
import dev.footfall.rules.clients.PatternForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The reading of {@code clients}: rules of their own patterns or visitor-days, and rules of a list of agents. */
record ClientRulesReader(ListFiles lists) {
    private static final int MAX_RULES = 1_000;
    private static final String CLASS = "class";
    private static final String LIST = "list";
    private static final List<String> OWN = Stream.concat(
                    Stream.of(CLASS), Stream.of(PatternForm.values()).map(PatternForm::key))
            .toList();
    private static final List<String> LISTS = List.of(LIST, "file", CLASS, "except-tags", "tags");
    private static final String SPECIAL = ".^$*+?()[]{}|";

    List<ClientRule> read(YamlValue clients) {
        List<YamlValue> items = clients.items();
        if (items.size() > MAX_RULES) throw clients.refused("at most " + MAX_RULES + " rules");
        return items.stream().map(this::rule).toList();
    }

    private ClientRule rule(YamlValue rule) {
        return rule.has(LIST) ? list(rule) : own(rule);
    }

    private ClientRule own(YamlValue rule) {
        Map<String, YamlValue> entries = rule.entries(OWN);
        ClientClass type = required(rule, entries, CLASS).text(ScalarParser::clientClass);
        var patterns = new ArrayList<ClientPattern>();
        for (PatternForm form : PatternForm.values()) {
            YamlValue texts = entries.get(form.key());
            if (texts != null) patterns.addAll(patterns(form, texts, type));
        }
        boolean isAny = !patterns.isEmpty() || entries.containsKey(PatternForm.VISITOR_DAYS.key());
        if (!isAny) throw rule.refused("a class, and at least one pattern that identifies a client");
        return new ClientRule(rule.line(), "", patterns);
    }

    private List<ClientPattern> patterns(PatternForm form, YamlValue texts, ClientClass type) {
        if (form != PatternForm.VISITOR_DAYS) {
            return texts.items().stream()
                    .map(item -> item.text(text -> new ClientPattern(form, text, type)))
                    .toList();
        }
        return texts.text(lists::visitorDays).stream()
                .map(day -> new ClientPattern(form, day.toString(), type))
                .toList();
    }

    private ClientRule list(YamlValue rule) {
        Map<String, YamlValue> entries = rule.entries(LISTS);
        String name = required(rule, entries, LIST).text(ScalarParser::name);
        ClientClass type = required(rule, entries, CLASS).text(ScalarParser::clientClass);
        AgentList list = required(rule, entries, "file").text(lists::agents);

        Set<String> known = new TreeSet<>();
        list.entries().forEach(entry -> known.addAll(entry.tags()));
        Set<String> excepted = new HashSet<>();
        YamlValue except = entries.get("except-tags");
        if (except != null) except.items().forEach(tag -> excepted.add(tag.text(text -> tag(text, known))));
        Map<String, ClientClass> classes = new LinkedHashMap<>();
        YamlValue tags = entries.get("tags");
        if (tags != null) {
            tags.entries(known).forEach((tag, of) -> classes.put(tag, of.text(ScalarParser::clientClass)));
        }
        return new ClientRule(rule.line(), name, patterns(list, excepted, classes, type));
    }

    private static List<ClientPattern> patterns(
            AgentList list, Set<String> excepted, Map<String, ClientClass> classes, ClientClass type) {
        var patterns = new ArrayList<ClientPattern>();
        for (AgentList.ListedAgent entry : list.entries()) {
            if (entry.tags().stream().anyMatch(excepted::contains)) continue;
            ClientClass ofTag = classes.entrySet().stream()
                    .filter(tag -> entry.tags().contains(tag.getKey()))
                    .findFirst()
                    .map(Map.Entry::getValue)
                    .orElse(type);
            try {
                patterns.add(pattern(entry.pattern(), ofTag));
            } catch (IllegalArgumentException e) {
                throw new BadRuleFile(entry.place(), entry.pattern(), String.valueOf(e.getMessage()), e);
            }
        }
        return patterns;
    }

    /** A tag that the list has: one that it lost would let in what was meant to be left out. */
    private static String tag(String text, Set<String> known) {
        if (known.contains(text)) return text;
        throw new IllegalArgumentException("a tag of the list: " + String.join(", ", known));
    }

    private static YamlValue required(YamlValue rule, Map<String, YamlValue> entries, String key) {
        YamlValue value = entries.get(key);
        if (value == null) throw rule.refused("a rule with " + key);
        return value;
    }

    /** The pattern in its simplest form: a part of the agent, its beginning, or a regular expression of RE2. */
    static ClientPattern pattern(String regex, ClientClass type) {
        boolean isAnchored = regex.startsWith("^");
        PatternForm form = isAnchored ? PatternForm.AGENT_PREFIX : PatternForm.AGENT_CONTAINS;
        return literal(isAnchored ? regex.substring(1) : regex)
                .filter(text -> !text.isEmpty())
                .map(text -> new ClientPattern(form, text, type))
                .orElseGet(() -> new ClientPattern(PatternForm.AGENT_MATCHES, regex, type));
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
