package dev.footfall.queryapi.http.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.StateRequest;
import dev.footfall.queryapi.states.States;
import dev.footfall.rules.file.BadRuleFile;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

record CountEndpoint(States states) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,32}");

    private static final Schema BODY = Schema.object()
            .maybe(
                    "rules",
                    Schema.text().with("description", "The text of a rule file; by default the rules that answer."))
            .maybe(
                    "lists",
                    Schema.mapOf(Schema.text()).with("description", "The lists that the rules refer to, by name."))
            .maybe(
                    "set",
                    Schema.mapOf(Schema.text())
                            .with("description", "Settings that override the rules, such as session.gap."))
            .maybe(
                    "accept_loss",
                    Schema.bool()
                            .with(
                                    "description",
                                    "Count even if the log's first records were deleted without a " + "seal."))
            .named("WhatIf");
    static final Operation OPERATION = StatePath.described(
                    Operation.post(
                            "/v1/whatif/{state}/count",
                            "Counts the log by other rules, in parallel to the state that " + "answers.",
                            BODY),
                    Response.json("Counting has started.", StatesEndpoint.TABLE.schema()))
            .answering(Responses.BAD_PARAMETER)
            .answering(StatePath.REFUSALS);

    Reply answer(Request request) {
        var unused = request.administrator();
        StateRequest wanted = read(StatePath.of(request), request);
        CountedState state = StatePath.decided(() -> {
            try {
                return states.count(wanted);
            } catch (BadRuleFile e) {
                throw new BadParameter(e.where(), e.value(), e.allowed());
            }
        });
        boolean answers = states.live().name().equals(state.name());
        return AnswerRenderer.json(StatesEndpoint.TABLE, StatesEndpoint.StateCounting.of(state, answers))
                .with("Cache-Control", "no-store");
    }

    private static StateRequest read(String name, Request request) {
        if (!NAME.matcher(name).matches()) throw new BadParameter("state", name, "1 to 32 of a-z and 0-9");
        JsonNode fields = request.decisionObject("rules", "lists", "set", "accept_loss");
        JsonNode rules = fields.path("rules");
        if (!rules.isMissingNode() && !rules.isTextual()) throw new BadParameter("rules", "", "a text");
        JsonNode acceptsLoss = fields.path("accept_loss");
        if (!acceptsLoss.isMissingNode() && !acceptsLoss.isBoolean())
            throw new BadParameter("accept_loss", "", "true or false");
        return new StateRequest(
                name,
                Optional.of(rules).filter(JsonNode::isTextual).map(JsonNode::asText),
                texts(fields, "lists"),
                texts(fields, "set"),
                acceptsLoss.asBoolean());
    }

    private static Map<String, String> texts(JsonNode fields, String field) {
        JsonNode map = fields.path(field);
        if (!map.isMissingNode() && !map.isObject()) throw new BadParameter(field, "", "an object of texts");
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            if (!entry.getValue().isTextual()) throw new BadParameter(field, entry.getKey(), "an object of texts");
            texts.put(entry.getKey(), entry.getValue().asText());
        }
        return texts;
    }
}
