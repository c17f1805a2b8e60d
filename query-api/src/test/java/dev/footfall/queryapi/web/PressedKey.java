package dev.footfall.queryapi.web;

import java.util.Map;

/** A key of the keyboard, as a browser is sent it. */
enum PressedKey {
    TAB("Tab", 9, ""),
    ENTER("Enter", 13, "\r"),
    SPACE(" ", 32, " "),
    SLASH("/", 191, "/"),
    ESCAPE("Escape", 27, ""),
    UP("ArrowUp", 38, ""),
    DOWN("ArrowDown", 40, "");

    private final String name;
    private final int code;
    private final String text;

    PressedKey(String name, int code, String text) {
        this.name = name;
        this.code = code;
        this.text = text;
    }

    /** The parameters of {@code keyDown} or {@code keyUp}. */
    Map<String, Object> event(String type) {
        return Map.of("type", type, "key", name, "windowsVirtualKeyCode", code, "text", text);
    }
}
