package dev.footfall.queryapi.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A headless Chromium, and tabs of it that are driven by its <a href="https://chromedevtools.github.io/">DevTools protocol</a>. */
public final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final long WAIT_SECONDS = 50;
    private static final long SHOWN_MILLIS = 30_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final Map<String, Tab> tabs = new ConcurrentHashMap<>();
    private final Queue<String> left = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ids = new AtomicInteger();

    private Browser(Process process, URI address) {
        this.process = process;
        this.socket = CLIENT.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(WAIT_SECONDS))
                .buildAsync(address, new Messages())
                .join();
    }

    /** The browser of this machine, if there is one. */
    public static Optional<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it, with a profile of its own, and with few processes and threads: they cost more than most pages do. */
    public static Browser start(Path executable, Path profile) throws IOException {
        var command = List.of(
                executable.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--in-process-gpu",
                "--disable-site-isolation-trials",
                "--disable-features=SpareRendererForSitePerProcess",
                "--js-flags=--single-threaded",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output").toFile())
                .start();
        return new Browser(process, address(process, profile.resolve("DevToolsActivePort")));
    }

    /** Its address, as soon as it listens: a port, and a path. */
    private static URI address(Process process, Path file) {
        List<String> lines = Awaitility.await("address of " + process)
                .atMost(Duration.ofSeconds(WAIT_SECONDS))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.exists(file) ? Files.readAllLines(file) : List.of(), read -> read.size() == 2);
        return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
    }

    /** Opens a tab whose storage is its own and whose clock stands still. */
    public Tab tab(long nowMillis, Optional<String> token) {
        String session = Optional.ofNullable(left.poll()).orElseGet(this::attached);
        String signedIn = token.map(text -> "if (location.protocol === 'http:' && sessionStorage.length === 0)"
                        + " sessionStorage.setItem('footfall.token', '" + text + "');")
                .orElse("");
        Map<String, Object> script = Map.of("source", "Date.now = () => " + nowMillis + ";" + signedIn);
        JsonNode added = send("Page.addScriptToEvaluateOnNewDocument", script, Optional.of(session));
        var tab = new Tab(session, added.get("identifier").asText());
        tabs.put(session, tab);
        return tab;
    }

    private String attached() {
        String context = send("Target.createBrowserContext", Map.of(), Optional.empty())
                .get("browserContextId")
                .asText();
        JsonNode target = send(
                "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context), Optional.empty());
        String session = send(
                        "Target.attachToTarget",
                        Map.of("targetId", target.get("targetId").asText(), "flatten", true),
                        Optional.empty())
                .get("sessionId")
                .asText();
        for (String method : List.of("Page.enable", "Runtime.enable", "Log.enable"))
            send(method, Map.of(), Optional.of(session));
        return session;
    }

    private JsonNode send(String method, Map<String, Object> parameters, Optional<String> session) {
        int id = ids.incrementAndGet();
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        session.ifPresent(text -> message.put("sessionId", text));
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        synchronized (socket) {
            socket.sendText(message.toString(), true).join();
        }
        return answer.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        // Whatever is left of it would go on writing into the profile.
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        socket.sendText("{\"id\":0,\"method\":\"Browser.close\"}", true)
                .handle((sent, gone) -> sent)
                .join();
        process.onExit()
                .completeOnTimeout(process, WAIT_SECONDS, TimeUnit.SECONDS)
                .join();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
        socket.abort();
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                take(parsed(text.toString()));
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, part, isLast);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            asked.values().forEach(answer -> answer.completeExceptionally(error));
        }

        private static JsonNode parsed(String message) {
            try {
                return JSON.readTree(message);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void take(JsonNode message) {
            CompletableFuture<JsonNode> answer = asked.remove(message.path("id").asInt());
            if (answer == null) {
                Optional.ofNullable(tabs.get(message.path("sessionId").asText()))
                        .ifPresent(tab -> tab.take(message));
            } else if (message.has("error")) {
                answer.completeExceptionally(new IllegalStateException(message.toString()));
            } else {
                answer.complete(message.get("result"));
            }
        }
    }

    /** A tab, whose document is looked at and whose complaints are kept. */
    public final class Tab {
        private final String session;
        private final List<String> scripts = new ArrayList<>();
        private final List<String> complaints = new CopyOnWriteArrayList<>();
        private boolean isSlow;
        private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

        private Tab(String session, String script) {
            this.session = session;
            scripts.add(script);
        }

        /** Empties it for the next one: to start the process of another takes longer than most of what is done in it. */
        public void close() {
            acrossNavigation("location.protocol === 'http:' && sessionStorage.clear()");
            for (String script : scripts)
                send("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
            send("Network.setBlockedURLs", Map.of("urls", List.of()));
            if (isSlow) onLine(0, -1);
            open("about:blank");
            send("Page.resetNavigationHistory", Map.of());
            send("Network.clearBrowserCache", Map.of());
            send("Emulation.clearDeviceMetricsOverride", Map.of());
            send("Emulation.setTimezoneOverride", Map.of("timezoneId", ""));
            send("Emulation.setEmulatedMedia", Map.of("media", "", "features", List.of()));
            send("Emulation.setScrollbarsHidden", Map.of("hidden", false));
            tabs.remove(session);
            left.add(session);
        }

        private JsonNode send(String method, Map<String, Object> parameters) {
            return Browser.this.send(method, parameters, Optional.of(session));
        }

        private void take(JsonNode message) {
            String method = message.path("method").asText();
            boolean isComplaint = message.at("/params/entry/level").asText().equals("error")
                    && !message.at("/params/entry/source").asText().equals("network");
            if (method.equals("Page.loadEventFired")) loaded.complete(null);
            if (method.equals("Runtime.exceptionThrown") || isComplaint) complaints.add(message.toString());
        }

        public Tab open(String address) {
            loaded = new CompletableFuture<>();
            send("Page.navigate", Map.of("url", address));
            loaded.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
            return this;
        }

        /** Runs a script in each document before its own ones. */
        Tab beginning(String script) {
            JsonNode added = send("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
            scripts.add(added.get("identifier").asText());
            return this;
        }

        /** Lets no request to such an address through. */
        Tab without(String address) {
            send("Network.enable", Map.of());
            send("Network.setBlockedURLs", Map.of("urls", List.of(address)));
            return this;
        }

        /** Delays each answer so long, and lets so many bytes through in a second; -1 for all. */
        Tab onLine(int latencyMillis, int bytesPerSecond) {
            isSlow = latencyMillis > 0;
            send("Network.enable", Map.of());
            Map<String, Object> line = Map.of(
                    "offline",
                    false,
                    "latency",
                    latencyMillis,
                    "downloadThroughput",
                    bytesPerSecond,
                    "uploadThroughput",
                    bytesPerSecond);
            send("Network.emulateNetworkConditions", line);
            return this;
        }

        /** Makes the window so wide and high, in CSS pixels. */
        public Tab sized(int width, int height) {
            send(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
            return this;
        }

        /** Puts the browser into a time zone. */
        Tab inZone(String zone) {
            send("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
            return this;
        }

        /** Shows the page as paper does. */
        Tab printed() {
            send("Emulation.setEmulatedMedia", Map.of("media", "print"));
            return this;
        }

        /** Shows pages as to somebody who prefers this scheme: {@code light} or {@code dark}. */
        public Tab preferring(String scheme) {
            Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
            send("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
            return this;
        }

        /** The picture of the window, as {@code png} or {@code webp}. */
        public byte[] picture(String format) {
            send("Emulation.setScrollbarsHidden", Map.of("hidden", true));
            String base64 = send("Page.captureScreenshot", Map.of("format", format))
                    .get("data")
                    .asText();
            return Base64.getDecoder().decode(base64);
        }

        /** The value of a script, and of its promise. */
        public JsonNode value(String script) {
            return value(script, Map.of());
        }

        /** The same in the first frame of the page, which may be of another origin. */
        JsonNode valueInFrame(String script) {
            JsonNode frame = send("Page.getFrameTree", Map.of()).at("/frameTree/childFrames/0/frame/id");
            JsonNode world = send("Page.createIsolatedWorld", Map.of("frameId", frame.asText()));
            return value(
                    script, Map.of("contextId", world.get("executionContextId").asInt()));
        }

        private JsonNode value(String script, Map<String, Object> place) {
            var parameters = new HashMap<String, Object>(place);
            parameters.putAll(Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
            JsonNode result = send("Runtime.evaluate", parameters);
            if (result.has("exceptionDetails")) throw new IllegalStateException(script + ": " + result);
            return result.at("/result/value");
        }

        /** Waits until a condition of the page's is true. */
        void await(String condition) {
            value("new Promise(done => { const look = () => " + condition
                    + " ? done() : setTimeout(look, 20); look(); })");
        }

        /** Presses a key, as a user does. */
        void press(PressedKey key) {
            for (String type : List.of("keyDown", "keyUp")) send("Input.dispatchKeyEvent", key.event(type));
        }

        /** Touches the middle of an element with a finger, and lets go. */
        void tap(String element) {
            JsonNode box = value("(box => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }))(" + element
                    + ".getBoundingClientRect())");
            send("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
            send("Input.dispatchTouchEvent", Map.of("type", "touchStart", "touchPoints", List.of(box)));
            send("Input.dispatchTouchEvent", Map.of("type", "touchEnd", "touchPoints", List.of()));
            send("Emulation.setTouchEmulationEnabled", Map.of("enabled", false));
        }

        /** Writes into the field that has the focus, as a user does. */
        public void type(String text) {
            send("Input.insertText", Map.of("text", text));
        }

        /**
         * The text of an element as it is shown, as soon as that has this in it.
         *
         * @throws AssertionError if it has not for long; its text is then in the message
         */
        public String textWith(String selector, String part) {
            String wanted = JSON.valueToTree(part).toString();
            String element = "document.querySelector(" + JSON.valueToTree(selector) + ")?.innerText";
            String look =
                    "new Promise(done => { const end = performance.now() + " + SHOWN_MILLIS + "; const look = () => "
                            + element + "?.includes(" + wanted + ") || performance.now() > end"
                            + " ? done(" + element + ") : setTimeout(look, 20); look(); })";
            String text = acrossNavigation(look);
            if (!text.contains(part)) throw new AssertionError(selector + " is without " + wanted + ": " + text);
            return text;
        }

        /** The text that a script promises; a page that goes meanwhile takes the promise with it, and the next one is asked. */
        private String acrossNavigation(String script) {
            try {
                return value(script).asText();
            } catch (CompletionException e) {
                if (!e.toString().contains("Inspected target navigated")) throw e;
                return value(script).asText();
            }
        }

        /** Uncaught exceptions and errors, such as what the page's policy has refused; not refusals of the server. */
        public List<String> complaints() {
            return List.copyOf(complaints);
        }
    }
}
