/**
 * The classes of clients: ordered rules over agent, user, network and listed visitor-days; the first match wins.
 * Plain values and a matcher that is linear in the agent; knows nothing of files or counting.
 */
@NullMarked
package dev.footfall.rules.clients;

import org.jspecify.annotations.NullMarked;
