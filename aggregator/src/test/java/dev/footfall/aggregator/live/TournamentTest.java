package dev.footfall.aggregator.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TournamentTest {
    private static final class Player implements Comparable<Player> {
        private int place;

        Player(int place) {
            this.place = place;
        }

        @Override
        public int compareTo(Player other) {
            return Integer.compare(place, other.place);
        }
    }

    @ParameterizedTest(name = "{0} players")
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 30, 31})
    void findsTheFirstHoweverItChanges(int size) {
        var random = new Random(size);
        List<Player> players = new ArrayList<>();
        IntStream.range(0, size).forEach(any -> players.add(new Player(random.nextInt(20))));

        var tournament = new Tournament<>(players);
        for (int round = 0; round < 500; round++) {
            assertEquals(players.stream().sorted().toList().get(0).place, tournament.first().place);
            tournament.first().place += random.nextInt(12) - 3;
            tournament.replay();
        }
    }
}
