package dev.footfall.aggregator.live;

import java.util.Arrays;
import java.util.List;

/**
 * The first of several players, found again after it alone has changed: a tree of matches, where only its own are
 * played again. That is one comparison a level, half as many as a heap needs. Not thread-safe.
 *
 * @param <T> a player, whose place in the order may change
 */
public final class Tournament<T extends Comparable<T>> {
    private static final int NOBODY = -1;

    private final List<T> players;

    /** The loser of each match from 1 on; its winner meets that of the match of the same number, halved. At 0 the first of all. */
    private final int[] losers;

    public Tournament(List<T> players) {
        this.players = List.copyOf(players);
        this.losers = new int[players.size()];
        Arrays.fill(losers, NOBODY);
        for (int player = 0; player < losers.length; player++) play(player);
    }

    public T first() {
        return players.get(losers[0]);
    }

    /** Finds the first again, after the one that was has changed. */
    public void replay() {
        play(losers[0]);
    }

    private void play(int player) {
        int winner = player;
        for (int match = (player + losers.length) / 2; match > 0; match /= 2) {
            int other = losers[match];
            if (other == NOBODY) {
                losers[match] = winner;
                return;
            }
            if (players.get(other).compareTo(players.get(winner)) < 0) {
                losers[match] = winner;
                winner = other;
            }
        }
        losers[0] = winner;
    }
}
