package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.rules.file.RuleFile;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import dev.footfall.web.BufferedBodies;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Rules as they go to an API: with the lists that they name, and the settings that win over them. */
final class WantedRules {
    private WantedRules() {}

    /**
     * The rules that a command line wants; empty if it has none.
     *
     * @throws IllegalArgumentException if they are not well-formed
     * @throws IllegalStateException if they are longer than the API takes
     */
    static Optional<JsonNode> of(Settings commandLine) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (commandLine.isGiven(Setting.RULES_FILE)) {
            RuleFile rules = RoomConfigs.rules(commandLine);
            body.put("rules", rules.text());
            ObjectNode lists = body.putObject("lists");
            rules.lists().forEach(lists::put);
        }
        for (Setting setting : RoomConfigs.givenRules(commandLine)) {
            body.withObjectProperty("set")
                    .put(setting.key(), commandLine.optional(setting).orElse(""));
        }
        requireShort(body);
        return body.isEmpty() ? Optional.empty() : Optional.of(body);
    }

    private static void requireShort(JsonNode body) {
        int bytes = body.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > BufferedBodies.MAX_BYTES) {
            throw new IllegalStateException("the rules and the lists that they name are " + TextTable.number(bytes)
                    + " bytes of JSON: the API takes at most " + TextTable.number(BufferedBodies.MAX_BYTES));
        }
    }
}
