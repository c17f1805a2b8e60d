package dev.footfall.ingest.publish;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

class InMemoryPublisherTest implements EventPublisherContract {
    @Override
    public Subject subject() {
        return new InMemory(new InMemoryPublisher());
    }

    private record InMemory(InMemoryPublisher publisher) implements Subject {
        @Override
        public List<Stored> events() {
            return publisher.events().stream().map(Stored::of).toList();
        }

        @Override
        public List<Stored> repositories() {
            Stream<Stored> states = publisher.repositories().stream().map(Stored::of);
            return Stream.concat(states, publisher.renames().stream().map(Stored::of))
                    .toList();
        }

        @Override
        public List<Stored> likes() {
            return publisher.likes().stream().map(Stored::of).toList();
        }

        @Override
        public List<String> rejected() {
            return publisher.rejected().stream()
                    .map(event -> new String(event.toJson(), StandardCharsets.UTF_8))
                    .toList();
        }

        @Override
        public void loseLog() {
            publisher.fail("gone");
        }

        @Override
        public void close() {
            publisher.close();
        }
    }
}
