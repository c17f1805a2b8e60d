package dev.footfall.aggregator.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.ClientProduct;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.clients.ClientClass;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeadKindTest {
    @Test
    void hasRoomForEveryWayClientAndClass() {
        assertTrue(ClientProduct.values().length <= 32, "five bits");
        assertTrue(ClientClass.values().length <= 8, "three bits");
        assertTrue(Via.values().length <= 4, "two bits");
    }

    @Test
    void givesBackTheWayTheClientAndTheClassAndIsOrderedByThem() {
        int before = -1;
        for (Via via : Via.values()) {
            for (ClientProduct client : ClientProduct.values()) {
                for (ClientClass type : ClientClass.values()) {
                    if (client == ClientProduct.OTHER || client == ClientProduct.NONE) continue;

                    int kind = HeadKind.of(file(via, client.label()), type);

                    assertEquals(via, HeadKind.via(kind));
                    assertEquals(client, HeadKind.client(kind));
                    assertEquals(type, HeadKind.clientClass(kind));
                    assertTrue(before < kind && kind < 1 << HeadKind.BITS, () -> via + " " + client + " " + type);
                    before = kind;
                }
            }
        }
    }

    private static Observation file(Via via, String client) {
        String agent = client.equals("browser") ? "Mozilla/5.0" : client;
        return Observation.of(new DownloadEvent(
                "e-1",
                Instant.EPOCH,
                new RepoId(RepoType.MODEL, "myorg", "mymodel"),
                VisitorId.user("alice"),
                new FileRequest(via, "GET", 200, 1, null),
                new EventDetails("", null, agent, null)));
    }
}
