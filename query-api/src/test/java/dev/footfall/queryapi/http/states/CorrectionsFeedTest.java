package dev.footfall.queryapi.http.states;

import static dev.footfall.queryapi.http.states.AskedStates.answered;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** {@code GET /v1/corrections.atom} over HTTP. */
class CorrectionsFeedTest {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String WHY = "{\"reason\":\"why not\"}";

    private final AskedStates served = new AskedStates(TwoStates.random(1).served());

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void publishesCorrectionsAsAnAtomFeedInWhichMarkupIsText() throws Exception {
        String reason = "<b>1 & 2</b> ]]> \"x\" &amp; \ud83d\ude00 \u202e";
        answered(200, served.post("mine/promote", "{\"reason\":\"first\"}"));
        answered(200, served.post("mine/demote", "{\"reason\":" + JsonNodeFactory.instance.textNode(reason) + "}"));

        HttpResponse<String> response = served.get("/v1/corrections.atom");

        assertEquals(
                "application/atom+xml; charset=utf-8",
                response.headers().firstValue("Content-Type").orElse(""));
        Document feed = parsed(response.body());
        assertEquals("feed", feed.getDocumentElement().getLocalName());
        assertEquals(List.of("Corrections of download counts", reason, "first"), texts(feed, "title"));
        assertEquals(
                List.of("urn:footfall:corrections", "urn:footfall:corrections:2", "urn:footfall:corrections:1"),
                texts(feed, "id"));
        assertEquals(3, texts(feed, "updated").size());
        assertEquals(List.of("../#corrections/2", "../#corrections/1"), links(feed));
        Document prefixed = parsed(served.get("/api/v1/corrections.atom").body());
        assertEquals(List.of("../../#corrections/2", "../../#corrections/1"), links(prefixed));
        assertTrue(texts(feed, "summary").get(0).contains("days of repositories changed"), response.body());
    }

    @Test
    void publishesAnEmptyFeedBeforeTheFirstCorrectionAndNothingTwice() throws Exception {
        HttpResponse<String> empty = served.get("/v1/corrections.atom");
        String tag = empty.headers().firstValue("ETag").orElse("");

        assertEquals(List.of("Corrections of download counts"), texts(parsed(empty.body()), "title"));
        answered(304, served.served().get("/v1/corrections.atom", "If-None-Match", tag));
        answered(200, served.post("mine/promote", WHY));
        answered(200, served.served().get("/v1/corrections.atom", "If-None-Match", tag));
    }

    private static Document parsed(String xml) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static List<String> links(Document feed) {
        NodeList found = feed.getElementsByTagNameNS(ATOM, "link");
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> ((Element) found.item(i)).getAttribute("href"))
                .toList();
    }

    private static List<String> texts(Document feed, String element) {
        NodeList found = feed.getElementsByTagNameNS(ATOM, element);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }
}
