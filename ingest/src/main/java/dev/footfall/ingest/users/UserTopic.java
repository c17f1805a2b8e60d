package dev.footfall.ingest.users;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.UserId;
import dev.footfall.events.UserName;
import dev.footfall.ingest.sharedlog.SharedTopic;
import dev.footfall.ingest.users.UserBook.UserRecord;
import java.time.Instant;
import java.util.Optional;

public final class UserTopic implements SharedTopic<UserBook, UserRecord> {
    @Override
    public String subject() {
        return "ids of users";
    }

    @Override
    public TopicSpec spec() {
        return TopicSpec.USERS;
    }

    @Override
    public UserBook emptyBook() {
        return new UserBook();
    }

    @Override
    public byte[] key(UserRecord record) {
        return UserName.recordKey(record.id());
    }

    @Override
    public Optional<byte[]> value(UserRecord record) {
        return record.name().map(name -> new UserName(record.id(), name).toJson());
    }

    /** Reads a record. An id whose record cannot be read has no name. */
    @Override
    public Optional<UserRecord> read(byte[] key, Optional<byte[]> value) {
        return UserName.idOf(key).map(id -> new UserRecord(id, value.flatMap(json -> name(id, json))));
    }

    private static Optional<String> name(UserId id, byte[] json) {
        return UserName.decode(id, json).value().map(UserName::name);
    }

    @Override
    public void replay(UserBook book, UserRecord next, Instant logTime) {
        book.replay(next, logTime);
    }
}
