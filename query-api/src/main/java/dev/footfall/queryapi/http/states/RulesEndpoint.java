package dev.footfall.queryapi.http.states;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.states.States;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.file.RuleFile;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.util.TreeMap;

/** The rules that answer, as a rule file to begin others with. */
record RulesEndpoint(States states) {
    private static final Table<RuleFile> TABLE = Table.of(
                    Column.text("rules", RuleFile::id),
                    new Column<RuleFile>(
                            "text",
                            Schema.text().with("description", "A rule file that counts the same."),
                            RulesEndpoint::text),
                    new Column<RuleFile>(
                            "lists",
                            Schema.mapOf(Schema.text()).with("description", "The lists that it names, by their names."),
                            rules -> new TreeMap<>(rules.lists())))
            .named("AnsweringRules");
    static final Operation OPERATION = StatePath.administrators(
            Operation.get("/v1/rules", "The rules that answer, as the text of a rule file."),
            Response.json("The text, with the settings that override the rules in it.", TABLE.schema()));

    /** Without the settings that override it where it has no place for them. */
    private static String text(RuleFile rules) {
        try {
            return rules.effectiveText();
        } catch (IllegalArgumentException e) {
            return rules.text();
        }
    }

    Reply answer(Request request) {
        var unused = request.administrator();
        RuleFile rules = states.rules();
        return AnswerRenderer.json(TABLE, rules).with("Cache-Control", "no-store");
    }
}
