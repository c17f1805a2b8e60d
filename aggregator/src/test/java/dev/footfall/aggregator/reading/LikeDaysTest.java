package dev.footfall.aggregator.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.likes.LikeKey;
import dev.footfall.aggregator.query.LikeDay;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LikeDaysTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "o", "r");

    @Test
    void findsTheDaysOfAPeriodThatReachesBackBefore1970() {
        var store = new SortedStore();
        for (int day = 0; day < 3; day++) {
            byte[] won = ByteBuffer.allocate(17)
                    .put((byte) 1)
                    .putLong(day)
                    .putLong(7)
                    .array();
            store.put(LikeKey.ofDay(REPO.keyBytes(), day), won);
        }

        for (int first = -3; first < 3; first++) {
            for (int last = first; last < 4; last++) {
                List<LikeDay> expected = new ArrayList<>();
                for (int day = Math.max(0, first); day <= Math.min(2, last); day++)
                    expected.add(new LikeDay(date(day), day, 7));
                assertEquals(
                        expected, new StoredLikes(store).days(REPO, date(first), date(last)), first + " to " + last);
            }
        }
    }

    private static LocalDate date(int epochDay) {
        return LocalDate.ofEpochDay(epochDay);
    }
}
