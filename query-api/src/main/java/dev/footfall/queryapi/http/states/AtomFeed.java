package dev.footfall.queryapi.http.states;

import dev.footfall.queryapi.states.Correction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The corrections as an Atom feed (RFC 4287). */
final class AtomFeed {
    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";
    private static final String ID = "urn:footfall:corrections";

    private AtomFeed() {}

    static byte[] of(List<Correction> corrections) {
        var bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(NAMESPACE);
            Instant updated =
                    corrections.isEmpty() ? Instant.EPOCH : corrections.get(0).at();
            head(xml, ID, "Corrections of download counts", updated);
            element(xml, "author", writer -> text(writer, "name", "Footfall"));
            for (Correction correction : corrections) element(xml, "entry", writer -> entry(writer, correction));
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e); // memory takes every byte
        }
        return bytes.toByteArray();
    }

    private static void entry(XMLStreamWriter xml, Correction correction) throws XMLStreamException {
        Correction.Change change = correction.change();
        head(xml, ID + ":" + correction.number(), correction.reason(), correction.at());
        String days = change.first()
                .map(first -> " from " + first + " to " + change.last().orElse(first))
                .orElse("");
        text(
                xml,
                "summary",
                String.format(
                        Locale.ROOT,
                        "%,d days of repositories changed%s: %,d downloads before, %,d now. Rules: %s, before: %s.",
                        change.days(),
                        days,
                        change.before().downloads(),
                        change.after().downloads(),
                        correction.to().rules(),
                        correction.from().rules()));
    }

    private static void head(XMLStreamWriter xml, String id, String title, Instant updated) throws XMLStreamException {
        text(xml, "id", id);
        text(xml, "title", title);
        text(xml, "updated", updated.toString());
    }

    /** Writes what is in an element. */
    @FunctionalInterface
    private interface Content {
        void writeTo(XMLStreamWriter xml) throws XMLStreamException;
    }

    private static void element(XMLStreamWriter xml, String name, Content content) throws XMLStreamException {
        xml.writeStartElement(name);
        content.writeTo(xml);
        xml.writeEndElement();
    }

    private static void text(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        element(xml, name, writer -> writer.writeCharacters(text));
    }
}
