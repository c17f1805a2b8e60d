package dev.footfall.standalone;

import dev.footfall.standalone.settings.Settings;

/** Nodes of a release whose states have another format. They write what this release writes, under the other number. */
public final class OtherFormat {
    private OtherFormat() {}

    public static ServeNode start(Settings settings, String format, ProcessListener listener) {
        return ServeNode.start(settings, Extras.NONE, format, listener);
    }

    public static Rebuild rebuild(Settings settings, String format, ProcessListener listener) {
        return Rebuild.start(RoomConfigs.of(settings).counting(format), settings, false, listener);
    }
}
