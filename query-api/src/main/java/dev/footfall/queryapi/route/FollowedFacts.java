package dev.footfall.queryapi.route;

import dev.footfall.events.balances.OpeningBalances;

/** The facts beside the counts that each node reads whole, and follows. */
public record FollowedFacts(StoredUsers users, OpeningBalances balances) {}
